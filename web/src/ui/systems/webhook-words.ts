import type { Webhook } from 'bridge/contract'
import { EVENT_TYPES } from '../../text/fr-events.ts'
import { useText } from '../../text/text.tsx'

export const WEBHOOK_TONES = { on: 'ok', asked: 'later', gone: 'bad' } as const
export const stateOf = ({ paused }: Webhook) => paused ?? 'on'

/** A kind of events in words. */
export function useKindWords(): (kind: string) => string {
  const { t } = useText()
  return (kind) => {
    if (kind === '*') return t('webhooks.kinds.all')
    const type = EVENT_TYPES.find((one) => one === kind)
    return type === undefined ? t('webhooks.kinds.family', { kind }) : t(`event.${type}`)
  }
}
