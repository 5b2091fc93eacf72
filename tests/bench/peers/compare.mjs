// Prints the table of run.sh from two files: Google Benchmark's JSON and what peers.mjs printed; exit code 1 when a
// peer is ahead. The best round of each: ours by CPU time, theirs by the clock over rounds too short to be interrupted.
import {readFileSync} from 'node:fs'

const [benchmarks, peers] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file)))
const ours = {}
for (const {name, run_type, cpu_time} of benchmarks.benchmarks) {
  if (run_type !== 'iteration') continue
  ours[name] = Math.max(ours[name] ?? 0, 1e9 / cpu_time)
}

const conditions = {
  Compare: "pairs < mentees && today > date('2022-10-28')",
  Filter: 'teachers.filter(t, t.experience < 3 && t.mentor == null), 100 teachers',
}
const perSecond = figure => Math.round(figure).toLocaleString('en-US').padStart(14)

let ahead = true
for (const [condition, text] of Object.entries(conditions)) {
  console.log(text)
  const slots = ours[`BySlots/${condition}`]
  const named = ours[`ByName/${condition}`]
  console.log(`  ${'vekha, values ready'.padEnd(24)}${perSecond(slots)}/s`)
  console.log(`  ${'vekha, asked by name'.padEnd(24)}${perSecond(named)}/s`)
  for (const [peer, figure] of Object.entries(peers[condition.toLowerCase()])) {
    const ratios = [slots, named].map(own => (own / figure).toFixed(1))
    console.log(`  ${peer.padEnd(24)}${perSecond(figure)}/s   vekha is ${ratios[0]} x (${ratios[1]} x by name)`)
    ahead &&= Math.min(slots, named) > figure
  }
}
console.log(ahead ? 'ahead of both on each' : 'a peer is ahead')
process.exitCode = ahead ? 0 : 1
