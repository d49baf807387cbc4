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
import { Waiting } from '../../ui/states.tsx'
import { StepTag } from '../../ui/tag.tsx'
import { AddMember } from './add-member.tsx'
import { COMPARISON, EndMember } from './end-member.tsx'
import { useFollowedState } from './follow-act.ts'
import { AwaitedPage } from '../../ui/awaited-page.tsx'

const route = getRouteApi('/console/admin/cercles/$id')

export function CirclePage() {
  const { id } = route.useParams()
  // Another circle is another page: nothing of the act under way is carried over.
  return <OneCircle key={id} id={id} />
}

function OneCircle({ id }: { id: string }) {
  const { t } = useText()
  const { ajouter, fin } = route.useSearch()
  const navigate = route.useNavigate()
  const circle = useQuery(circleQuery(id))
  const state = useFollowedState(id)
  const memberships = useQuery(membershipsQuery(id))
  const may = useMay()
  const close = () => void navigate({ search: {}, replace: true })

  const back = (
    <Link to="/admin/cercles" className={css['back']}>
      <BackIcon size={18} aria-hidden />
      {t('circle.back')}
    </Link>
  )
  if (circle.data === undefined) {
    return <AwaitedPage title={t('circle.title')} above={back} error={circle.error} onRetry={() => void circle.refetch()} />
  }
  const { patient } = circle.data
  const add = may('circles:write') ? (
    <Button leftSection={<AddIcon size={20} aria-hidden />} onClick={() => void navigate({ search: { ajouter: 'oui' } })}>
      {t('circle.add')}
    </Button>
  ) : null
  return (
    <Page title={patient.displayName} tab={t('circle.title')} lead={<CircleFacts circle={circle.data} />} above={back} actions={add}>
      <Block
        id={COMPARISON}
        title={t('compare.title')}
        lead={t('compare.lead')}
        aside={state.data && <StepTag inStep={state.data.inStep} />}
        flush={state.data !== undefined || state.error === null}
      >
        {state.data !== undefined ? (
          <>
            <RoomProgress state={state.data} />
            <RoomComparison members={state.data.members} awaited={state.act?.personId ?? null} action={add} />
          </>
        ) : state.error !== null ? (
          <Failure error={state.error} onRetry={() => void state.refetch()} />
        ) : (
          <Waiting lines={4} height={34} />
        )}
      </Block>
      <Block title={t('history.title')} lead={t('history.lead')} flush={memberships.data !== undefined || memberships.error === null}>
        {memberships.data !== undefined ? (
          <MembershipHistory
            memberships={memberships.data.items}
            onEnd={may('circles:write') ? ({ personId, source }) => void navigate({ search: { fin: `${personId} ${source}` } }) : undefined}
          />
        ) : memberships.error !== null ? (
          <Failure error={memberships.error} onRetry={() => void memberships.refetch()} />
        ) : (
          <Waiting lines={4} height={34} />
        )}
      </Block>
      <AddMember
        circle={circle.data}
        members={memberships.data?.items ?? []}
        opened={ajouter === 'oui'}
        onClose={close}
        follow={state.follow}
      />
      <EndMember circle={circle.data} members={memberships.data?.items ?? []} asked={fin} onClose={close} follow={state.follow} />
    </Page>
  )
}
