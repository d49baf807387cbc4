import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Circle, Member, Person, RoomState } from 'bridge/contract'
import { heldWaitingQuery } from '../../api/held.ts'
import { absenceQuery, personQuery, sessionsOfQuery } from '../../api/people.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { AccessExplained } from '../../ui/access-explained.tsx'
import { Failure } from '../../ui/failure.tsx'
import link from '../../ui/link.module.css'
import { memberName } from '../../ui/membership.ts'
import { Notice } from '../../ui/notice.tsx'
import { Block } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'
import css from '../../ui/why.module.css'
import { type AccessCause, accessCause, remedyOf } from './access-causes.ts'
import { PickPerson } from './pickers.tsx'

/** Where the answer is: the focus can be sent there. */
export const WHY = 'why'

interface Given {
  circle: Circle
  members: readonly Member[]
  state: RoomState
  /** Whom it is about; from the address. */
  who: string | undefined
  onPick: (id: string | undefined) => void
  onAdd: (id: string) => void
  onRepair: () => void
  repairing: boolean
}

/** Why somebody does not read this journal, whoever they are, and what puts it right. */
export function Why(given: Given) {
  const { t } = useText()
  const { data: person, error, refetch } = useQuery(personQuery(given.who))
  return (
    <Block id={WHY} title={t('why.title')} lead={t('why.lead')}>
      <div className={css['why']}>
        <PickPerson label={t('why.who')} id={given.who} onPick={given.onPick} />
        {given.who !== undefined &&
          (person !== undefined ? (
            <Answer {...given} person={person} />
          ) : error === null ? (
            <Waiting lines={3} />
          ) : (
            <Failure error={error} onRetry={() => void refetch()} />
          ))}
      </div>
    </Block>
  )
}

function Answer({ person, ...given }: Given & { person: Person }) {
  const { data: sessions } = useQuery(sessionsOfQuery(person.id))
  const { data: absence } = useQuery(absenceQuery(person.id))
  const periods = given.members.filter(({ personId }) => personId === person.id)
  const cause = accessCause({ person, periods, state: given.state, now: new Date() })
  return (
    <AccessExplained person={person} periods={periods} sessions={sessions?.items} absence={absence ?? null}>
      <Told {...given} person={person} cause={cause} />
      <Acts {...given} person={person} cause={cause} />
    </AccessExplained>
  )
}

type Explained = Given & { person: Person; cause: AccessCause }

function Told({ circle, person, cause }: Explained) {
  const { t, instant } = useText()
  const when = 'period' in cause ? instant(cause.cause === 'coming' ? cause.period.start : (cause.period.end ?? '')) : ''
  const remedy = remedyOf(cause)
  const shut = circle.status === 'closed' && remedy === 'add'
  const todo = shut ? (circle.journal === 'kept' ? 'closed' : circle.journal) : remedy === 'repair' ? 'repair' : cause.cause
  return (
    <Notice tone={cause.cause === 'reads' ? 'ok' : 'drift'} title={t(`why.is.${cause.cause}`, { name: memberName(person), when })}>
      {'error' in cause && cause.error !== null && <p>{cause.error}</p>}
      <p>
        {t(
          `why.do.${todo as 'closed' | 'sealed' | 'purged' | 'repair' | 'never' | 'ended' | 'coming' | 'departed' | 'suspended' | 'reads'}`,
        )}
      </p>
    </Notice>
  )
}

function Acts({ circle, person, cause, onAdd, onRepair, repairing }: Explained) {
  const { t } = useText()
  const may = useMay()
  const remedy = remedyOf(cause)
  return (
    <div className={css['acts']}>
      {remedy === 'add' && circle.status === 'active' && may('circles:write') && (
        <Button onClick={() => onAdd(person.id)}>{t('why.add', { name: memberName(person) })}</Button>
      )}
      {remedy === 'repair' && may('*') && (
        <Button loading={repairing} onClick={onRepair}>
          {t('repair.room')}
        </Button>
      )}
      <Link className={link['link']} to="/admin/personnes/$id" params={{ id: person.id }}>
        {t('why.person')}
      </Link>
      <Link className={link['link']} to="/admin/mouvements" search={{ personne: person.id, cercle: circle.id }}>
        {t('why.movements')}
      </Link>
      {remedy === 'add' && may('*') && <Stopped />}
    </div>
  )
}

/** Somebody who should be there may be in what the brake stopped. */
function Stopped() {
  const { t } = useText()
  const { data: waiting = 0 } = useQuery(heldWaitingQuery)
  if (waiting === 0) return null
  return (
    <span>
      {t('why.held', { count: waiting })}{' '}
      <Link className={link['link']} to="/admin/freins">
        {t('why.held.open')}
      </Link>
    </span>
  )
}
