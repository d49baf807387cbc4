import { Link } from '@tanstack/react-router'
import type { Health, Incident } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { usePartName } from '../health.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './platform.module.css'

const TONES = { held: 'drift', leak: 'bad', chain: 'bad', webhooks: 'drift', export: 'drift' } as const

/** What is not settled, the parts that are not well first. */
export function IncidentList({ parts, incidents }: { parts: Health['parts']; incidents: readonly Incident[] }) {
  const { t, moment } = useText()
  const nameOf = usePartName()
  return (
    <ul className={css['incidents']}>
      {parts.map(({ part, status, lastSuccess }) => (
        <li key={part} className={css['incident']}>
          <span className={css['line']}>
            <Tag tone={status === 'down' ? 'bad' : 'drift'}>{t('incident.part', { part: nameOf(part), status: t(`part.${status}`) })}</Tag>
            {lastSuccess !== null && <span className={css['fine']}>{t('part.last-success', { when: moment(lastSuccess) })}</span>}
          </span>
          <Link className={link['link']} to="/admin/sante">
            {t('incident.open.part')}
          </Link>
        </li>
      ))}
      {incidents.map((incident) => (
        <li key={incident.kind} className={css['incident']}>
          <span className={css['line']}>
            <Tag tone={TONES[incident.kind]}>{t(`incident.${incident.kind}`, { count: incident.count })}</Tag>
            <span className={css['fine']}>{moment(incident.at)}</span>
          </span>
          <IncidentLink incident={incident} />
        </li>
      ))}
    </ul>
  )
}

function IncidentLink({ incident: { kind, id } }: { incident: Incident }) {
  const { t } = useText()
  if (kind === 'leak')
    return (
      <Link className={link['link']} to="/admin/canari/$id" params={{ id: id ?? '' }}>
        {t('incident.open.leak')}
      </Link>
    )
  const places = { held: '/admin/freins', chain: '/admin/audit', webhooks: '/admin/avis/webhooks', export: '/admin/travaux' } as const
  return (
    <Link className={link['link']} to={places[kind]}>
      {t(kind === 'held' ? 'held.home.open' : `incident.open.${kind}`)}
    </Link>
  )
}
