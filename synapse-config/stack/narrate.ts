import type { WriteStream } from 'node:tty'

/** How the stack tells people what it does. Steps may run side by side. */
export interface Narrator {
  line(text: string): void
  /** Prints `✓ done (1,9 s)` when the work ends; meanwhile gives a sign of life. A step that fails prints its name and throws. */
  step<T>(doing: string, done: string, work: () => Promise<T>): Promise<T>
}

export const duration = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1).replace('.', ',')} s`

function narrator(line: (text: string) => void, running: (doing: string) => () => void): Narrator {
  return {
    line,
    async step(doing, done, work) {
      const since = Date.now()
      const stop = running(doing)
      try {
        const result = await work()
        stop()
        line(`✓ ${done} (${duration(Date.now() - since)})`)
        return result
      } catch (error) {
        stop()
        line(`✗ ${doing} : échec (${duration(Date.now() - since)})`)
        throw error
      }
    },
  }
}

/** One plain line every ten seconds while a step lasts. */
export function narrateLines(say: (line: string) => void): Narrator {
  return narrator(say, (doing) => {
    const since = Date.now()
    const timer = setInterval(() => say(`… ${doing} : en cours depuis ${Math.round((Date.now() - since) / 1000)} s`), 10_000)
    timer.unref()
    return () => clearInterval(timer)
  })
}

/** One line at the bottom that moves, redrawn under the lines already said. */
function narrateOnTerminal(out: WriteStream): Narrator {
  const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
  const running = new Map<symbol, { doing: string; since: number }>()
  let timer: NodeJS.Timeout | undefined
  let frame = 0
  const clear = () => out.write('\r\u001b[2K')
  const draw = () => {
    clear()
    if (running.size === 0) return
    frame = (frame + 1) % frames.length
    const text = [...running.values()].map(({ doing, since }) => `${doing} ${Math.floor((Date.now() - since) / 1000)} s`).join(' · ')
    out.write(`${frames[frame]} ${text}`.slice(0, Math.max(20, out.columns - 1)))
  }
  const line = (text: string) => {
    if (running.size > 0) clear()
    out.write(`${text}\n`)
    if (running.size > 0) draw()
  }
  return narrator(line, (doing) => {
    const id = Symbol(doing)
    running.set(id, { doing, since: Date.now() })
    timer ??= setInterval(draw, 120).unref()
    return () => {
      running.delete(id)
      draw()
      if (running.size > 0) return
      clearInterval(timer)
      timer = undefined
    }
  })
}

export const narrateTo = (out: WriteStream): Narrator =>
  out.isTTY ? narrateOnTerminal(out) : narrateLines((text) => out.write(`${text}\n`))
