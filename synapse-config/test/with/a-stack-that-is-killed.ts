// Run by a test as a process of its own, to be killed with -9: says when PostgreSQL and Synapse are up, then waits.
import { startStack } from '../../stack/stack.ts'

const dir = process.argv[2]
if (dir === undefined) throw new Error('usage: a-stack-that-is-killed.ts <dir>')
const { processes } = await startStack({ dir, withBridge: false, withModule: false, withApplicationService: false, fast: true })
process.stdout.write(`${JSON.stringify([processes['postgres']?.pid(), processes['synapse']?.pid()])}\n`)
setInterval(() => {}, 60_000)
