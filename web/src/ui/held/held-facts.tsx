import type { HeldDetail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import head from '../circle-head.module.css'
import { Notice } from '../notice.tsx'
import { HeldTags } from './held-list.tsx'
import { useHeldWords } from './held-words.ts'
import css from './held.module.css'

/** Where the outcome is told: the focus can be sent there. */
export const DECISION = 'decision'

/** Who asked for it, when, why, and how much it was when it was stopped. */
export function HeldFacts({ change }: { change: HeldDetail }) {
  const { t, instant } = useText()
  const words = useHeldWords()
  const facts: [string, string][] = [
    [t('held.fact.share'), words.share(change)],
    ...(change.inputs === 1 ? [] : [[t('held.fact.acts'), words.acts(change)] as [string, string]]),
    [t('held.fact.by'), change.by],
    ...(change.source === change.by ? [] : [[t('held.fact.source'), change.source] as [string, string]]),
    [t('held.fact.at'), instant(change.at)],
    ...(change.lastAt === change.at ? [] : [[t('held.fact.again'), instant(change.lastAt)] as [string, string]]),
    [t('held.fact.reason'), change.reason ?? t('held.fact.no-reason')],
  ]
  return (
    <>
      <HeldTags change={change} />
      <dl className={`${head['facts']} ${css['facts']}`}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** What is to be known before one decides, or what was decided. */
export function HeldNotices({ change }: { change: HeldDetail }) {
  const { t, instant } = useText()
  if (change.state !== 'waiting') {
    const title = t(`held.decided.${change.state}`, { by: change.decidedBy ?? '', when: instant(change.decidedAt ?? change.at) })
    return (
      <div id={DECISION} tabIndex={-1} className={css['notices']}>
        <Notice tone="ok" title={title}>
          <p>{t('held.decided.reason', { reason: change.decisionReason ?? '' })}</p>
        </Notice>
      </div>
    )
  }
  return (
    <div id={DECISION} tabIndex={-1} className={css['notices']}>
      <Notice tone="drift">
        <p>{t(change.mine ? 'held.mine.notice' : 'held.waiting.notice')}</p>
        {change.inputs > 1 && <p>{t('held.together.notice')}</p>}
      </Notice>
      {change.impossible !== null && (
        <Notice tone="bad">
          <p>{t('held.impossible.notice', { code: change.impossible })}</p>
        </Notice>
      )}
    </div>
  )
}
