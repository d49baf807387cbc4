import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import type { Webhook } from 'bridge/contract'
import { useMay } from '../../api/session.ts'
import { deliveriesQuery, webhookQuery } from '../../api/systems.ts'
import { useText } from '../../text/text.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import decisions from '../../ui/decisions.module.css'
import { Fact } from '../../ui/fact.tsx'
import link from '../../ui/link.module.css'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { DeliveryList } from '../../ui/systems/delivery-list.tsx'
import { WEBHOOK_TONES, stateOf, useKindWords } from '../../ui/systems/webhook-words.ts'
import css from '../../ui/systems/systems.module.css'
import { Tag } from '../../ui/tag.tsx'
import { useTurning } from '../use-turning.ts'
import { defined } from './search-words.ts'
import { WebhookActs, useReplay } from './webhook-acts.tsx'

const route = getRouteApi('/console/admin/avis/webhooks/$id')

/** One system that is told: of what, how that went, and what can be done about it. */
export function WebhookPage() {
  const { t } = useText()
  const { id } = route.useParams()
  const { data: webhook, error, refetch } = useQuery(webhookQuery(id))
  const back = (
    <Link className={link['link']} to="/admin/avis/webhooks">
      {t('webhooks.back')}
    </Link>
  )
  if (webhook === undefined)
    return (
      <Page title={t('webhooks.tab')} above={back}>
        <AwaitedBlock lines={4} height={44} error={error} onRetry={() => void refetch()} />
      </Page>
    )
  return (
    <Page
      title={webhook.name}
      above={back}
      actions={<Tag tone={WEBHOOK_TONES[stateOf(webhook)]}>{t(`webhooks.state.${stateOf(webhook)}`)}</Tag>}
    >
      {webhook.paused === 'gone' && (
        <Notice tone="bad">
          <p>{t('webhooks.gone.notice')}</p>
        </Notice>
      )}
      <Facts webhook={webhook} />
      <Deliveries id={id} />
    </Page>
  )
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { t, instant, list } = useText()
  const may = useMay()
  const { acte } = route.useSearch()
  const navigate = route.useNavigate()
  const wordsOf = useKindWords()
  return (
    <Block title={t('webhooks.tab')}>
      <dl className={decisions['facts']}>
        <Fact name={t('webhooks.column.url')}>
          <span className={css['code']}>{webhook.url}</span>
        </Fact>
        <Fact name={t('webhooks.column.kinds')}>{list(webhook.kinds.map(wordsOf))}</Fact>
        <Fact name={t('webhooks.scope')}>
          {webhook.circleId === null ? (
            t('webhooks.scope.all')
          ) : (
            <Link className={link['link']} to="/admin/cercles/$id" params={{ id: webhook.circleId }}>
              {webhook.circleId}
            </Link>
          )}
        </Fact>
        <Fact name={t('webhooks.created-at')}>{instant(webhook.createdAt)}</Fact>
      </dl>
      {may('webhooks:write') && (
        <WebhookActs
          webhook={webhook}
          asked={acte}
          onAsk={(act) => void navigate({ search: (kept) => defined({ ...kept, acte: act }), replace: act === undefined })}
        />
      )}
    </Block>
  )
}

const STATES = [undefined, 'waiting', 'delivered', 'dead'] as const

function Deliveries({ id }: { id: string }) {
  const { t } = useText()
  const may = useMay()
  const navigate = route.useNavigate()
  const { etat, suite } = route.useSearch()
  const { data, error, isPlaceholderData, refetch } = useQuery(deliveriesQuery(id, { state: etat, cursor: suite }))
  const replaying = useReplay(id)
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: (kept) => defined({ ...kept, suite: cursor }), state }),
  )
  if (data === undefined) return <AwaitedBlock lines={4} height={44} error={error} onRetry={() => void refetch()} />
  const canReplay = may('webhooks:write')
  return (
    <Block
      flush
      busy={isPlaceholderData}
      title={t('deliveries.title')}
      aside={
        canReplay &&
        etat === 'dead' &&
        data.items.length > 0 && (
          <Button size="sm" loading={replaying.isPending} onClick={() => replaying.mutate({ dead: true })}>
            {t('deliveries.replay.dead')}
          </Button>
        )
      }
    >
      <nav aria-label={t('deliveries.state')} className={css['tabs']}>
        {STATES.map((state) => (
          <Link
            key={state ?? 'all'}
            to="/admin/avis/webhooks/$id"
            params={{ id }}
            search={state === undefined ? {} : { etat: state }}
            activeOptions={{ exact: true }}
            aria-current={etat === state ? 'page' : undefined}
            className={decisions['view']}
          >
            {t(state === undefined ? 'deliveries.state.all' : `deliveries.state.${state}`)}
          </Link>
        ))}
      </nav>
      {data.items.length === 0 ? (
        <Empty title={t('deliveries.empty.title')} why={t('deliveries.empty.why')}>
          <Button variant="default" onClick={() => void refetch()}>
            {t('circles.empty.refresh')}
          </Button>
        </Empty>
      ) : (
        <DeliveryList deliveries={data.items} onReplay={canReplay ? (eventId) => replaying.mutate({ eventId }) : undefined} />
      )}
      <Pager label={t('deliveries.paging')} {...turning} />
    </Block>
  )
}
