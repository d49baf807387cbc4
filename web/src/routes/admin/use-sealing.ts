import { useQueryClient } from '@tanstack/react-query'
import type { RetentionCircle } from 'bridge/contract'
import { useEffect, useRef, useState } from 'react'
import { Refused } from '../../api/request.ts'
import { sealJournal } from '../../api/retention.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import type { SealLine } from '../../ui/retention/seal-run.tsx'

/** Who does not give their password again wants none of it. */
const isLeft = (error: unknown) => error instanceof Refused && error.answer?.code === 'CONFIRMATION_NEEDED'

/** Has journals sealed one after the other, so that each has its own answer: what is refused of one is nothing to the next. */
export function useSealing() {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const queries = useQueryClient()
  const [lines, setLines] = useState<readonly SealLine[]>([])
  const [reason, setReason] = useState('')
  const [running, setRunning] = useState(false)
  const stopped = useRef(false)
  useEffect(() => {
    stopped.current = false
    return () => void (stopped.current = true)
  }, [])

  const run = async (circles: readonly RetentionCircle[], why: string, before: readonly SealLine[] = []) => {
    stopped.current = false
    let shown: readonly SealLine[] = [...before, ...circles.map((circle) => ({ circle, outcome: 'waiting' as const }))]
    const tell = (circle: RetentionCircle, told: Omit<SealLine, 'circle'>) => {
      shown = shown.map((line) => (line.circle.id === circle.id ? { circle, ...told } : line))
      setLines(shown)
    }
    setLines(shown)
    setReason(why)
    setRunning(true)
    for (const circle of circles) {
      if (stopped.current) {
        tell(circle, { outcome: 'left' })
        continue
      }
      tell(circle, { outcome: 'asking' })
      try {
        const { id } = await sealJournal(circle.id, { ground: 'closed-long-ago', reason: why })
        tell(circle, { outcome: 'sealed', retention: id })
      } catch (error) {
        if (isLeft(error)) stopped.current = true
        tell(circle, isLeft(error) ? { outcome: 'left' } : { outcome: 'refused', error })
      }
    }
    setRunning(false)
    const sealed = shown.filter(({ outcome }) => outcome === 'sealed').length
    const told = t('retention.run.told', { sealed, others: shown.length - sealed })
    if (sealed === 0) warn(told)
    else say(told)
    await Promise.all(['retention', 'circles', 'held'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }
  const rest = lines.filter(({ outcome }) => outcome !== 'sealed').map(({ circle }) => circle)
  return {
    lines,
    running,
    start: (circles: readonly RetentionCircle[], why: string) => void run(circles, why),
    again: () =>
      void run(
        rest,
        reason,
        lines.filter(({ outcome }) => outcome === 'sealed'),
      ),
    stop: () => void (stopped.current = true),
    clear: () => setLines([]),
  }
}
