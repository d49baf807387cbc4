import { type Stack, type StackOptions, startStack } from '../../../synapse-config/stack/stack.ts'
import { withDetail } from '../../../synapse-config/stack/problem.ts'
import { clearTestDir, makeTestDir } from '../../../synapse-config/stack/test-dirs.ts'
import { type Stage, doorsOf, eventually } from './rooms.ts'

export interface OwnStack {
  stack: Stack
  stage: Stage
  /** Where everything of it lies. */
  dir: string
  /** Stops everything and starts it again on the same data, perhaps otherwise. */
  restart(options?: Partial<StackOptions>): Promise<OwnStack>
  end(): Promise<void>
}

/** A stack for tests that stop or kill its parts. Everybody must call `end`. */
export async function ownStack(name: string, options: Partial<StackOptions> = {}): Promise<OwnStack> {
  const dir = makeTestDir(name)
  const open = async (given: Partial<StackOptions>): Promise<OwnStack> => {
    const stack = await startStack({ dir, fast: true, ...given }).catch((error: unknown) => {
      throw withDetail(error)
    })
    const apiKey = await stack.createKey('essais', ['*'])
    const { baseUrl, synapseUrl, secrets, serverName } = stack
    return {
      stack,
      dir,
      stage: doorsOf({ baseUrl, synapseUrl, apiKey, secrets, serverName }),
      async restart(other = {}) {
        await stack.stop()
        return open({ ...given, ...other })
      },
      async end() {
        await stack.stop()
        if (process.env['KEEP'] !== '1') await clearTestDir(dir)
      },
    }
  }
  return open(options)
}

/** kill -9, and back as soon as it is gone. */
export async function killAndRestart(part: Stack['processes'][string] | undefined): Promise<void> {
  if (part === undefined) throw new Error('the stack has no such part')
  const killed = part.pid()
  part.kill('SIGKILL')
  await eventually(() => {
    if (part.pid() === killed) throw new Error('not gone yet')
  })
  await part.start()
}
