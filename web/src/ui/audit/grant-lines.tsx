import type { Reader } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import css from './audit.module.css'

type Grant = Reader['grants'][number]

/** From when to when, by what right, asked by whom: a line for each right. */
export function GrantLines({ grants }: { grants: readonly Grant[] }) {
  const { t } = useText()
  return (
    <ul className={css['grants']}>
      {grants.map((grant) => (
        <li key={`${grant.source} ${grant.from} ${grant.eventId}`}>
          <Span {...grant} /> <span className={css['by']}>{t(`readers.by.${grant.provenance}`, wordsOf(grant))}</span>
          {grant.reason !== null && <span className={css['fine']}>{t('audit.reason', { reason: grant.reason })}</span>}
        </li>
      ))}
    </ul>
  )
}

const wordsOf = ({ role, source, askedBy, replaces }: Grant) => ({
  role: role ?? '',
  source,
  by: askedBy ?? source,
  who: askedBy === null || askedBy === source ? 'same' : 'other',
  name: replaces?.name ?? '',
})

export function Span({ from, to }: { from: string; to: string | null }) {
  const { t, instant } = useText()
  return (
    <span className={css['span']}>
      {to === null ? t('readers.since', { from: instant(from) }) : t('readers.between', { from: instant(from), to: instant(to) })}
    </span>
  )
}
