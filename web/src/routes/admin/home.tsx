import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { circlesQuery } from '../../api/circles.ts'
import { healthQuery } from '../../api/health.ts'
import { heldWaitingQuery } from '../../api/held.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HealthList, HealthTag } from '../../ui/health.tsx'
import css from '../../ui/health.module.css'
import { Block, Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import link from '../../ui/link.module.css'

export function Home() {
  const { t } = useText()
  const may = useMay()
  return (
    <Page title={t('home.title')}>
      {may('*') && <HeldBlock />}
      {may('circles:read') && <Drift />}
      <HealthBlock />
    </Page>
  )
}

/** Only when something waits: at rest there is nothing to say of it. */
function HeldBlock() {
  const { t } = useText()
  const { data: waiting = 0 } = useQuery(heldWaitingQuery)
  if (waiting === 0) return null
  return (
    <Block title={t('held.home')}>
      <div className={css['line']}>
        <Tag tone="drift">{t('held.badge', { count: waiting })}</Tag>
        <span>{t('held.home.some', { count: waiting })}</span>
        <Link className={link['link']} to="/admin/freins">
          {t('held.home.open')}
        </Link>
      </div>
    </Block>
  )
}

function HealthBlock() {
  const { t } = useText()
  const { data: health, error, refetch } = useQuery(healthQuery)
  return (
    <Block title={t('home.health')} aside={health && <HealthTag status={health.status} />} flush={error === null || health !== undefined}>
      {health !== undefined ? (
        <HealthList parts={health.parts} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting lines={4} />
      )}
    </Block>
  )
}

const MANY = 100

function Drift() {
  const { t } = useText()
  const { data, error, refetch } = useQuery(circlesQuery({ outOfStep: true, limit: MANY }))
  const count = data?.items.length ?? 0
  const all = (
    <Link className={link['link']} to="/admin/cercles">
      {t('home.circles')}
    </Link>
  )
  if (error !== null && data === undefined) {
    return (
      <Block title={t('home.drift')}>
        <Failure error={error} onRetry={() => void refetch()} />
      </Block>
    )
  }
  if (data === undefined) {
    return (
      <Block title={t('home.drift')} flush>
        <Waiting lines={1} />
      </Block>
    )
  }
  return (
    <Block title={t('home.drift')}>
      <div className={css['line']}>
        {count === 0 ? <Tag tone="ok">{t('state.in-step')}</Tag> : <Tag tone="drift">{t('state.drift')}</Tag>}
        <span>
          {count === 0 ? t('home.drift.none') : data.next === null ? t('home.drift.some', { count }) : t('home.drift.many', { count })}
        </span>
        {count > 0 && (
          <Link className={link['link']} to="/admin/cercles" search={{ ecart: 'oui' }}>
            {t('home.drift.open')}
          </Link>
        )}
        {all}
      </div>
    </Block>
  )
}
