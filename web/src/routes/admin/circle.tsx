import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { circleQuery, membershipsQuery } from '../../api/circles.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import css from '../../ui/circle-head.module.css'
import { CircleFacts } from '../../ui/circle-head.tsx'
import { Failure } from '../../ui/failure.tsx'
import { AddIcon, BackIcon } from '../../ui/icons.tsx'
import { MembershipHistory } from '../../ui/membership-history.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { RoomComparison } from '../../ui/room-comparison.tsx'
import { RoomProgress } from '../../ui/room-progress.tsx'
import link from '../../ui/link.module.css'
import { Waiting } from '../../ui/states.tsx'
import { StepTag } from '../../ui/tag.tsx'
import { AddMember } from './add-member.tsx'
import { CircleRetention, SealedBanner } from './circle-retention.tsx'
import { COMPARISON, EndMember } from './end-member.tsx'
import { useFollowedState } from './follow-act.ts'
import { AwaitedPage } from '../../ui/awaited-page.tsx'
import { LastMovements } from './last-movements.tsx'
import { useRepairRoom } from './use-repair-room.ts'
import { WHY, Why } from './why.tsx'
import type { ReactNode } from 'react'

const route = getRouteApi('/console/admin/cercles/$id')

export function CirclePage() {
  const { id } = route.useParams()
  // Another circle is another page: nothing of the act under way is carried over.
  return <OneCircle key={id} id={id} />
}

function OneCircle({ id }: { id: string }) {
  const { t } = useText()
  const { ajouter, fin, qui, sceller } = route.useSearch()
  const navigate = route.useNavigate()
  const circle = useQuery(circleQuery(id))
  const state = useFollowedState(id)
  const memberships = useQuery(membershipsQuery(id))
  const may = useMay()
  const repairing = useRepairRoom(id, state.data, state.dataUpdatedAt)
  const ask = (who: string | undefined) =>
    void navigate({ search: who === undefined ? {} : { qui: who }, replace: true, resetScroll: false })
  const close = () => ask(qui)

  const back = (
    <Link to="/admin/cercles" className={css['back']}>
      <BackIcon size={18} aria-hidden />
      {t('circle.back')}
    </Link>
  )
  if (circle.data === undefined) {
    return <AwaitedPage title={t('circle.title')} above={back} error={circle.error} onRetry={() => void circle.refetch()} />
  }
  const { patient, journal } = circle.data
  // Nobody enters a circle whose journal is sealed or gone.
  const mayChange = may('circles:write') && journal === 'kept'
  const openAdd = (who: string | undefined) => void navigate({ search: { ajouter: 'oui', ...(who === undefined ? {} : { qui: who }) } })
  const add = mayChange ? (
    <Button leftSection={<AddIcon size={20} aria-hidden />} onClick={() => openAdd(undefined)}>
      {t('circle.add')}
    </Button>
  ) : null
  const why = (who: string) => {
    ask(who)
    document.getElementById(WHY)?.focus()
  }
  return (
    <Page
      title={patient.displayName}
      tab={t('circle.title')}
      lead={<CircleFacts circle={circle.data} />}
      above={back}
      actions={<Ways id={id} add={add} />}
    >
      {journal !== 'kept' && <SealedBanner circle={id} journal={journal} />}
      {may('people:read') && state.data !== undefined && memberships.data !== undefined && (
        <Why
          circle={circle.data}
          members={memberships.data.items}
          state={state.data}
          who={qui}
          onPick={ask}
          onAdd={openAdd}
          onRepair={repairing.repair}
          repairing={repairing.repairing}
        />
      )}
      {journal !== 'purged' && (
        <Comparison
          state={state}
          sealed={journal === 'sealed'}
          action={add}
          onWhy={may('people:read') ? why : undefined}
          onRepair={may('*') ? repairing.repair : undefined}
          repairing={repairing.repairing}
        />
      )}
      <Block title={t('history.title')} lead={t('history.lead')} flush={memberships.data !== undefined || memberships.error === null}>
        {memberships.data !== undefined ? (
          <MembershipHistory
            memberships={memberships.data.items}
            onEnd={mayChange ? ({ personId, source }) => void navigate({ search: { fin: `${personId} ${source}` } }) : undefined}
          />
        ) : memberships.error !== null ? (
          <Failure error={memberships.error} onRetry={() => void memberships.refetch()} />
        ) : (
          <Waiting lines={4} height={34} />
        )}
      </Block>
      <LastMovements of={{ circleId: id }} search={{ cercle: id }} lead={t('circle.movements.lead')} />
      {journal === 'kept' && (
        <CircleRetention
          circle={id}
          opened={sceller === 'oui'}
          onOpen={() => void navigate({ search: { sceller: 'oui' }, resetScroll: false })}
          onClose={close}
        />
      )}
      <AddMember
        who={qui}
        circle={circle.data}
        members={memberships.data?.items ?? []}
        opened={ajouter === 'oui' && mayChange}
        onClose={close}
        follow={state.follow}
      />
      <EndMember
        circle={circle.data}
        members={memberships.data?.items ?? []}
        asked={mayChange ? fin : undefined}
        onClose={close}
        follow={state.follow}
      />
    </Page>
  )
}

interface Compared {
  state: ReturnType<typeof useFollowedState>
  /** Nobody enters any more. */
  sealed: boolean
  action: ReactNode
  onWhy: ((personId: string) => void) | undefined
  /** Undefined for who may repair nothing. */
  onRepair: (() => void) | undefined
  repairing: boolean
}
/** What the registry says and what the homeserver has; what differs, why, and what puts it right. */
function Comparison({ state, sealed, action, onWhy, onRepair, repairing }: Compared) {
  const { t } = useText()
  const { data, error, act } = state
  return (
    <Block
      id={COMPARISON}
      title={t('compare.title')}
      lead={t('compare.lead')}
      aside={data && <StepTag inStep={data.inStep} />}
      flush={data !== undefined || error === null}
    >
      {data !== undefined ? (
        <>
          <RoomProgress state={data} />
          {!data.inStep && onRepair !== undefined && (
            <div className={css['repair']}>
              <Button loading={repairing} onClick={onRepair}>
                {t('repair.room')}
              </Button>
            </div>
          )}
          <RoomComparison members={data.members} sealed={sealed} awaited={act?.personId ?? null} action={action} onWhy={onWhy} />
        </>
      ) : error !== null ? (
        <Failure error={error} onRetry={() => void state.refetch()} />
      ) : (
        <Waiting lines={4} height={34} />
      )}
    </Block>
  )
}

function Ways({ id, add }: { id: string; add: ReactNode }) {
  const { t } = useText()
  const may = useMay()
  return (
    <div className={css['repair']}>
      {may('readers:read') && (
        <Link className={link['link']} to="/admin/audit/lecteurs" search={{ objet: 'cercle', cercle: id }}>
          {t('circle.readers')}
        </Link>
      )}
      {add}
    </div>
  )
}
