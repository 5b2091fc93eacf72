// The conditions of condition_bench.cc in the npm peers, each compiled once and evaluated often. Prints one JSON object:
// {condition: {peer: evaluations a second, the best of many short rounds}}.
//
// Neither peer has civil days, so `today` is a timestamp. Each peer runs every spelling of the deadline below and counts with
// its fastest: a timestamp() read in each evaluation, a function date() of ours that looks days up in a table, and a variable
// made beforehand, which spares them all of it. Values are made once, outside what is measured.
import {Environment} from '@marcbachmann/cel-js'
import {CelScalar, celEnv, celFunc, objectType, parse, plan} from '@bufbuild/cel'
import {TimestampSchema, timestampFromDate} from '@bufbuild/protobuf/wkt'

// Short enough to fit between two turns of other programs on a busy machine, so that the best is undisturbed.
const round_seconds = 0.0005
const seconds = Number(process.env.PEERS_SECONDS ?? 0.3)

const day = text => new Date(`${text}T00:00:00Z`)
const deadline = '2022-10-28'
const spellings = [
  `pairs < mentees && today > timestamp('${deadline}T00:00:00Z')`,
  `pairs < mentees && today > date('${deadline}')`,
  'pairs < mentees && today > deadline',
]
const filter = 'teachers.filter(t, t.experience < 3 && t.mentor == null).size() == 20'

// As in condition_bench.cc: every fifth teacher is new and has no mentor.
const teachers = Array.from({length: 100}, (_, i) => ({
  name: `Teacher ${i}`,
  experience: BigInt(i % 5 === 0 ? 1 : 10),
  mentor: i % 5 === 0 ? null : `Mentor ${i}`,
}))

function evaluationsPerSecond(evaluate) {
  if (evaluate() !== true) throw new Error('a condition did not give true')
  const elapsed = count => {
    const begin = process.hrtime.bigint()
    for (let i = 0; i < count; ++i) evaluate()
    return Number(process.hrtime.bigint() - begin) / 1e9
  }
  let count = 10
  while (elapsed(count) < seconds) count *= 2  // warm
  count = Math.max(1, Math.round((count * round_seconds) / elapsed(count)))
  const rounds = Math.ceil(seconds / round_seconds)
  return Math.max(...Array.from({length: rounds}, () => count / elapsed(count)))
}

function marcbachmann() {
  const table = new Map([[deadline, day(deadline)]])
  const environment = new Environment()
    .registerVariable('pairs', 'int')
    .registerVariable('mentees', 'int')
    .registerVariable('today', 'google.protobuf.Timestamp')
    .registerVariable('deadline', 'google.protobuf.Timestamp')
    .registerVariable('teachers', 'list<map<string, dyn>>')
    .registerFunction('date(string): google.protobuf.Timestamp', text => table.get(text))
  const facts = {pairs: 12n, mentees: 34n, today: day('2022-10-30'), deadline: day(deadline), teachers}
  return expression => {
    const condition = environment.parse(expression)
    return () => condition(facts)
  }
}

function bufbuild() {
  const timestamp = objectType(TimestampSchema)
  const table = new Map([[deadline, timestampFromDate(day(deadline))]])
  const environment = celEnv({funcs: [celFunc('date', [CelScalar.STRING], timestamp, text => table.get(text))]})
  const facts = {
    pairs: 12n,
    mentees: 34n,
    today: timestampFromDate(day('2022-10-30')),
    deadline: timestampFromDate(day(deadline)),
    teachers,
  }
  return expression => {
    const condition = plan(environment, parse(expression))
    return () => condition(facts)
  }
}

const figures = {compare: {}, filter: {}}
for (const [peer, compile] of [
  ['@marcbachmann/cel-js', marcbachmann()],
  ['@bufbuild/cel', bufbuild()],
]) {
  figures.compare[peer] = Math.max(...spellings.map(text => evaluationsPerSecond(compile(text))))
  figures.filter[peer] = evaluationsPerSecond(compile(filter))
}
console.log(JSON.stringify(figures))
