import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ownCircleQuery, profileQuery } from '../api/own.ts'
import { Refused } from '../api/request.ts'
import { useText } from '../text/text.tsx'
import { CircleMembers } from '../ui/dossiers/circle-members.tsx'
import { DossierBack, DossierLead, DossierTabs } from '../ui/dossiers/dossier-head.tsx'
import { DossierLost } from '../ui/dossiers/dossier-lost.tsx'
import { Failure } from '../ui/failure.tsx'
import { Block, Page } from '../ui/page.tsx'
import { Waiting } from '../ui/states.tsx'

const route = getRouteApi('/pages/dossiers/$id/cercle')

/** Who is in the circle, since when, and by whom. */
export function CirclePage() {
  const { t } = useText()
  const { id } = route.useParams()
  const { data: circle, error, refetch } = useQuery(ownCircleQuery(id))
  const { data: profile } = useQuery(profileQuery)
  if (error instanceof Refused && error.status === 404) return <DossierLost />
  return (
    <Page
      title={circle?.patient.displayName ?? t('dossier.tab')}
      tab={t('circle.page.title')}
      above={<DossierBack />}
      lead={circle && <DossierLead circle={circle} />}
      actions={<DossierTabs id={id} />}
    >
      {circle === undefined ? (
        error === null ? (
          <Block flush>
            <Waiting lines={5} height={40} />
          </Block>
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Block
          flush
          title={t('circle.page.members', { count: circle.memberCount })}
          lead={t('circle.page.structure', { name: circle.structure.name })}
        >
          <CircleMembers members={circle.members} me={profile?.id} />
        </Block>
      )}
    </Page>
  )
}
