import { parseArgs } from 'node:util'
import { type Failure, fuzz } from '../fuzz/run.ts'
import { duration } from './narrate.ts'
import { startStack } from './stack.ts'
import { clearDeadTestDirs, clearTestDir, makeTestDir } from './test-dirs.ts'

const USAGE = `npm run fuzz [-- --requests 100000 --seed N]
  Des requêtes abîmées à la passerelle d'une installation à elle : aucune ne doit apprendre ce qui ne regarde pas qui la fait,
  ni recevoir de nous une erreur 5xx, ni arrêter quoi que ce soit. Chaque échec est imprimé ; la même graine refait les mêmes.`

const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } } })
if (values.help === true) {
  console.log(USAGE)
  process.exit(0)
}
const count = Number(values.requests ?? 100_000)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
await clearDeadTestDirs()
const dir = makeTestDir('fuzz')
const roles = ['gateway', 'policy', 'api', 'work']
const stack = await startStack({ dir, fast: true, roles, say: (line) => console.error(line) })
const stop = async () => {
  await stack.stop()
  // A failure can be looked into: KEEP=1 leaves the directory, with its logs, until the next run.
  if (process.env['KEEP'] !== '1') await clearTestDir(dir)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop().finally(() => process.exit(130)))

try {
  const apiKey = await stack.createKey('fuzz', ['*'])
  const gateway = stack.processes['gateway']
  const gatewayPid = gateway?.pid() ?? 0
  const since = Date.now()
  const { statuses, failures, memory, stillIn } = await fuzz({
    count,
    seed,
    stack: { ...stack, apiKey },
    gatewayPid,
    // Those who left are not taken out of the homeserver: the gateway alone stands before them.
    beforeTheEnd: async () => stack.processes['work']?.stop(),
    failed: showAFew(),
    say: (done, wrong) => {
      if (done % 5_000 === 0 || done === count) console.error(`… ${done} requêtes, ${wrong} échecs (${duration(Date.now() - since)})`)
    },
  })
  console.log(`graine ${seed} : ${count} requêtes, ${failures.length} échecs, réponses ${JSON.stringify(statuses)}`)
  console.log(`partis que Synapse comptait encore à la fin : ${stillIn}`)
  console.log(
    `passerelle : même processus ${gateway?.pid() === gatewayPid ? 'oui' : 'NON'}, mémoire ${memory.warm} Mo au début, ${memory.most} au plus, ${memory.last} à la fin`,
  )
  process.exitCode = failures.length === 0 && gateway?.pid() === gatewayPid ? 0 : 1
} finally {
  await stop()
}

/** Of each kind: a thousand of the same say no more. */
function showAFew(): (failure: Failure) => void {
  const seen = new Map<string, number>()
  return (failure) => {
    const kind = `${failure.wrong} ${failure.sent.verb} ${failure.sent.path.split('/')[4] ?? ''}`
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    if ((seen.get(kind) ?? 0) <= 4) console.log(JSON.stringify(failure))
  }
}
