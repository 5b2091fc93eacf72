// Prints the table of run.sh from the figures in OURS (Google Benchmark's JSON) and PEERS (peers.mjs); exit code 1 when a
// peer is ahead. Wall clock on both sides, the best round of each.
const ours = {}
for (const {name, run_type, real_time} of JSON.parse(process.env.OURS).benchmarks) {
  if (run_type !== 'iteration') continue
  ours[name] = Math.max(ours[name] ?? 0, 1e9 / real_time)
}
const peers = JSON.parse(process.env.PEERS)

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
