import type { RetentionPreview } from 'bridge/contract'
import { useText } from '../../text/text.tsx'

/** From when to when it was written in, in days; undefined: never. */
export function usePeriod({ firstAt, lastAt }: Pick<RetentionPreview, 'firstAt' | 'lastAt'>): string | undefined {
  const { t, day } = useText()
  if (firstAt === null || lastAt === null) return undefined
  const [from, to] = [day(firstAt), day(lastAt)]
  return from === to ? t('retention.circle.period.day', { day: from }) : t('retention.circle.period.value', { from, to })
}
