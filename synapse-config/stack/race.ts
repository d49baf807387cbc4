import { parseArgs } from 'node:util'
import { race } from '../race/run.ts'
import { duration } from './narrate.ts'
import { startStack } from './stack.ts'
import { clearDeadTestDirs, clearTestDir, makeTestDir } from './test-dirs.ts'

const USAGE = `npm run race [-- --rounds 500]
  Deux personnes suppriment et écrivent au même instant, dans dix journaux à la fois, sur une installation à elles ; puis
  chaque suppression, acceptée ou refusée, est jugée à nouveau sur le graphe de son salon.`

const { values } = parseArgs({ options: { rounds: { type: 'string' }, help: { type: 'boolean' } } })
if (values.help === true) {
  console.log(USAGE)
  process.exit(0)
}
await clearDeadTestDirs()
const dir = makeTestDir('race')
const stack = await startStack({ dir, fast: true, say: (line) => console.error(line) })
const stop = async () => {
  await stack.stop()
  await clearTestDir(dir)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop().finally(() => process.exit(130)))
try {
  const apiKey = await stack.createKey('race', ['*'])
  const since = Date.now()
  const { rounds, accepted, refused, wrong, wronglyRefused, odd } = await race(
    { ...stack, apiKey },
    { rooms: 10, rounds: Number(values.rounds ?? 500) },
  )
  for (const one of [...wrong, ...wronglyRefused, ...odd]) console.log(JSON.stringify(one))
  console.log(
    `${rounds} tours en ${duration(Date.now() - since)} : ${accepted} suppressions acceptées dont ${wrong.length} à tort, ${refused} refusées dont ${wronglyRefused.length} à tort, ${odd.length} réponses inattendues`,
  )
  process.exitCode = wrong.length + wronglyRefused.length + odd.length === 0 ? 0 : 1
} finally {
  await stop()
}
