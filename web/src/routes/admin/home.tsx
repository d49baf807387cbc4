import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { healthQuery } from '../../api/health.ts'
import { overviewQuery } from '../../api/platform.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { Failure } from '../../ui/failure.tsx'
import { HealthTag } from '../../ui/health.tsx'
import link from '../../ui/link.module.css'
import { Block, Page } from '../../ui/page.tsx'
import { IncidentList } from '../../ui/platform/incident-list.tsx'
import css from '../../ui/platform/platform.module.css'
import { TrendTile } from '../../ui/platform/trend-tile.tsx'
import { Waiting } from '../../ui/states.tsx'

/** In one look: does it work, how much is it used, what is not settled. */
export function Home() {
  const { t } = useText()
  const may = useMay()
  return (
    <Page title={t('home.title')}>
      <HealthLine />
      {may('state:read') && <Incidents />}
      {may('state:read') && <Trends />}
    </Page>
  )
}

function HealthLine() {
  const { t } = useText()
  const may = useMay()
  const { data: health, error, refetch } = useQuery(healthQuery)
  const unwell = health?.parts.filter(({ status }) => status !== 'ok').length ?? 0
  return (
    <Block title={t('home.health')} aside={health && <HealthTag status={health.status} />}>
      {health !== undefined ? (
        <div className={css['line']}>
          <span>{unwell === 0 ? t('health.none') : t('health.some', { count: unwell })}</span>
          {may('state:read') && (
            <Link className={link['link']} to="/admin/sante">
              {t('home.health.open')}
            </Link>
          )}
        </div>
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting lines={1} />
      )}
    </Block>
  )
}

/** Red parts, and what is not settled: each leads to where it is put right. */
function Incidents() {
  const { t } = useText()
  const { data: health } = useQuery(healthQuery)
  const { data: overview, error, refetch } = useQuery(overviewQuery)
  const unwell = health?.parts.filter(({ status }) => status !== 'ok') ?? []
  const nothing = unwell.length === 0 && overview?.incidents.length === 0
  return (
    <Block title={t('home.incidents')} flush={!nothing && error === null}>
      {overview === undefined ? (
        error === null ? (
          <Waiting lines={2} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : nothing ? (
        <p>{t('home.incidents.none')}</p>
      ) : (
        <IncidentList parts={unwell} incidents={overview.incidents} />
      )}
    </Block>
  )
}

function Trends() {
  const { t } = useText()
  const { data: overview, error, refetch } = useQuery(overviewQuery)
  const measured = overview?.trends.some(({ measuredAt }) => measuredAt !== null)
  return (
    <Block title={t('home.trends')} lead={measured === false ? t('home.trends.none') : t('home.trends.lead')}>
      {overview !== undefined ? (
        <div className={css['tiles']}>
          {overview.trends.map((trend) => (
            <TrendTile key={trend.measure} trend={trend} />
          ))}
        </div>
      ) : error === null ? (
        <Waiting lines={4} height={56} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Block>
  )
}
