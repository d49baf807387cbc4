import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import type { Person } from 'bridge/contract'
import { absenceQuery, circlesOfQuery, employmentsQuery, endSessionsOf, personQuery, sessionsOfQuery } from '../../api/people.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedPage } from '../../ui/awaited-page.tsx'
import css from '../../ui/circle-head.module.css'
import { Failure } from '../../ui/failure.tsx'
import { BackIcon, WriteIcon } from '../../ui/icons.tsx'
import link from '../../ui/link.module.css'
import { memberName } from '../../ui/membership.ts'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { EmploymentList } from '../../ui/people/employment-list.tsx'
import { EndSessions } from '../../ui/people/end-sessions.tsx'
import { OwnCircleList } from '../../ui/people/own-circle-list.tsx'
import { PersonFacts } from '../../ui/people/person-facts.tsx'
import { SessionLines } from '../../ui/people/session-lines.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import systems from '../../ui/systems/systems.module.css'
import { useTurning } from '../use-turning.ts'
import { LastMovements } from './last-movements.tsx'
import { DepartPerson, PutPerson } from './put-person.tsx'

const route = getRouteApi('/console/admin/personnes/$id')

export function PersonPage() {
  const { id } = route.useParams()
  // Somebody else is another page: nothing of the act under way is carried over.
  return <OnePerson key={id} id={id} />
}

function OnePerson({ id }: { id: string }) {
  const { t } = useText()
  const may = useMay()
  const { data: person, error, refetch } = useQuery(personQuery(id))
  const { data: absence = null } = useQuery(absenceQuery(id))
  const back = (
    <Link to="/admin/personnes" className={css['back']}>
      <BackIcon size={18} aria-hidden />
      {t('person.back')}
    </Link>
  )
  if (person === undefined) return <AwaitedPage title={t('person.title')} above={back} error={error} onRetry={() => void refetch()} />
  return (
    <Page
      title={memberName(person)}
      lead={<PersonFacts person={person} absence={absence} />}
      above={back}
      actions={may('people:write') && <Acts person={person} />}
    >
      <nav aria-label={t('person.title')} className={css['facts']}>
        {may('readers:read') && (
          <Link className={link['link']} to="/admin/audit/lisible" search={{ personne: id }}>
            {t('person.see.readable')}
          </Link>
        )}
        {may('audit:read') && (
          <Link className={link['link']} to="/admin/audit" search={{ personne: id }}>
            {t('person.see.events')}
          </Link>
        )}
        {may('decisions:read') && (
          <Link className={link['link']} to="/admin/decisions" search={{ personne: id, etat: 'refus' }}>
            {t('person.see.decisions')}
          </Link>
        )}
      </nav>
      <Employments id={id} />
      {may('circles:read') && <Circles id={id} />}
      <Sessions person={person} />
      <LastMovements of={{ personId: id }} search={{ personne: id }} lead={t('person.movements.lead')} />
    </Page>
  )
}

/** Who may change them does so from here: what is open is in the address. */
function Acts({ person }: { person: Person }) {
  const { t } = useText()
  const { acte } = route.useSearch()
  const navigate = route.useNavigate()
  const ask = (act: 'modifier' | 'depart') => void navigate({ search: (kept) => ({ ...kept, acte: act }), resetScroll: false })
  const close = () => void navigate({ search: ({ acte: _closed, ...kept }) => kept, replace: true, resetScroll: false })
  return (
    <div className={systems['acts']}>
      <Button variant="default" leftSection={<WriteIcon size={18} aria-hidden />} onClick={() => ask('modifier')}>
        {t('person.edit')}
      </Button>
      {person.status !== 'departed' && (
        <Button variant="default" onClick={() => ask('depart')}>
          {t('person.depart')}
        </Button>
      )}
      <PutPerson person={person} opened={acte === 'modifier'} onClose={close} />
      <DepartPerson person={person} opened={acte === 'depart' && person.status !== 'departed'} onClose={close} />
    </div>
  )
}

function Employments({ id }: { id: string }) {
  const { t } = useText()
  const { data, error, refetch } = useQuery(employmentsQuery(id))
  return (
    <Block title={t('person.employments')} flush={data !== undefined || error === null}>
      {data === undefined ? (
        <Awaited lines={2} error={error} onRetry={() => void refetch()} />
      ) : data.items.length === 0 ? (
        <Empty title={t('person.employments.none')} why={t('person.employments.why')} />
      ) : (
        <EmploymentList employments={data.items} />
      )}
    </Block>
  )
}

function Circles({ id }: { id: string }) {
  const { t } = useText()
  const { suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(circlesOfQuery(id, suite))
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: cursor === undefined ? {} : { suite: cursor }, state, resetScroll: false }),
  )
  return (
    <Block title={t('person.circles')} flush={data !== undefined || error === null} busy={isPlaceholderData}>
      {data === undefined ? (
        <Awaited lines={4} error={error} onRetry={() => void refetch()} />
      ) : data.items.length === 0 ? (
        <Empty title={t('person.circles.none')} why={t('person.circles.why')} />
      ) : (
        <>
          <OwnCircleList circles={data.items} />
          <Pager label={t('person.circles.paging')} {...turning} />
        </>
      )}
    </Block>
  )
}

function Sessions({ person }: { person: Person }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const may = useMay()
  const { fermer } = route.useSearch()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(sessionsOfQuery(person.id))
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false })
  const ending = useMutation({
    mutationFn: (reason: string) => endSessionsOf(person.id, reason),
    onSuccess: async () => {
      close()
      say(t('person.sessions.ended'))
      await queries.invalidateQueries({ queryKey: ['person', person.id, 'sessions'] })
    },
  })
  const open = data?.items ?? []
  return (
    <Block title={t('person.sessions')} flush={data !== undefined || error === null}>
      {data === undefined ? (
        <Awaited lines={2} error={error} onRetry={() => void refetch()} />
      ) : open.length === 0 ? (
        <Empty title={t('person.sessions.none')} why={t('person.sessions.why')} />
      ) : (
        <SessionLines
          sessions={open}
          onEnd={may('accounts:write') ? () => void navigate({ search: { fermer: 'oui' }, resetScroll: false }) : undefined}
        />
      )}
      <EndSessions
        opened={fermer === 'oui' && open.length > 0 && may('accounts:write')}
        name={memberName(person)}
        count={open.length}
        busy={ending.isPending}
        error={ending.error}
        onEnd={(reason) => ending.mutate(reason)}
        onClose={close}
      />
    </Block>
  )
}

/** What a block will hold, or why it does not. */
function Awaited({ lines, error, onRetry }: { lines: number; error: Error | null; onRetry: () => void }) {
  return error === null ? <Waiting lines={lines} /> : <Failure error={error} onRetry={onRetry} />
}
