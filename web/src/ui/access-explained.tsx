import type { Absence, Member, Person, Session } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../text/text.tsx'
import decisions from './decisions.module.css'
import { Fact } from './fact.tsx'
import { useAbsenceWords } from './people/use-absence-words.ts'

interface Given {
  person: Person
  periods: readonly Member[]
  /** Undefined: not known. */
  sessions: readonly Session[] | undefined
  /** Null: they are not away. */
  absence: Absence | null
  children: ReactNode
}

/** What is known of somebody that explains what they read: what the registry said, their account, where they are signed in, whether they are away. */
export function AccessExplained({ person, periods, sessions, absence, children }: Given) {
  const { t } = useText()
  const absenceWords = useAbsenceWords()
  return (
    <>
      {children}
      <dl className={decisions['facts']} aria-label={t('why.facts')}>
        <Fact name={t('why.periods')}>
          {periods.length === 0
            ? t('why.periods.none')
            : periods.map((period) => <Period key={`${period.source} ${period.start}`} period={period} />)}
        </Fact>
        <Fact name={t('why.account')}>
          {t(`why.account.${person.status}`)}
          {person.account.error !== undefined && ` · ${person.account.error}`}
        </Fact>
        <Fact name={t('why.sessions')}>
          <Sessions sessions={sessions} />
        </Fact>
        <Fact name={t('why.absence')}>{absence === null ? t('why.absence.none') : absenceWords(absence)}</Fact>
      </dl>
    </>
  )
}

function Period({ period: { role, start, end, source, requestedBy, reason, replaces } }: { period: Member }) {
  const { t, instant } = useText()
  const lasts =
    end === null ? t('readers.since', { from: instant(start) }) : t('readers.between', { from: instant(start), to: instant(end) })
  return (
    <span className={decisions['fine']}>
      {t('why.period', { role, lasts, source, by: requestedBy })}
      {replaces !== null && ` · ${t('history.replaces', { name: replaces.name })}`}
      {reason !== null && ` · ${t('audit.reason', { reason })}`}
    </span>
  )
}

function Sessions({ sessions }: { sessions: readonly Session[] | undefined }) {
  const { t, instant } = useText()
  if (sessions === undefined) return t('why.sessions.unknown')
  if (sessions.length === 0) return t('why.sessions.none')
  const seen = sessions[0]?.lastSeenAt ?? null
  return seen === null
    ? t('why.sessions.unseen', { count: sessions.length })
    : t('why.sessions.some', { count: sessions.length, when: instant(seen) })
}
