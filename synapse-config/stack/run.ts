import { spawn } from 'node:child_process'
import { withLastWill } from './last-will.ts'

export interface RunResult {
  code: number
  stdout: string
  /** Both streams, in the order they came. */
  output: string
  /** Why it did not even start. */
  error?: NodeJS.ErrnoException
}

export interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  uid?: number
  gid?: number
}

/** Runs a command to its end, without a shell. A failure is an answer, not an exception: the caller knows what it means. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(...withLastWill('SIGTERM', command, args), { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let output = ''
    child.stdout.on('data', (text: Buffer) => {
      stdout += text.toString('utf8')
      output += text.toString('utf8')
    })
    child.stderr.on('data', (text: Buffer) => (output += text.toString('utf8')))
    child.on('error', (error) => resolve({ code: 127, stdout, output, error }))
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, output }))
  })
}

export const lastLines = (text: string, count = 20): string => text.trimEnd().split('\n').slice(-count).join('\n')
