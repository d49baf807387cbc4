import { Link } from '@tanstack/react-router'
import type { AuditEvent } from 'bridge/contract'
import { useId } from 'react'
import { useText } from '../../text/text.tsx'
import decisions from '../decisions.module.css'
import { OpenIcon } from '../icons.tsx'
import link from '../link.module.css'
import css from './audit.module.css'
import { Fact } from '../fact.tsx'

interface Given {
  events: AuditEvent[]
  opened: string | undefined
  onOpen: (id: string | undefined) => void
}

/** One line per event: what, about whom, by whom and why; what was before and after, on demand. */
export function EventList({ events, opened, onOpen }: Given) {
  return (
    <ul className={decisions['list']}>
      {events.map((event) => (
        <Line key={event.id} event={event} opened={event.id === opened} onOpen={onOpen} />
      ))}
    </ul>
  )
}

function Line({ event, opened, onOpen }: { event: AuditEvent; opened: boolean; onOpen: Given['onOpen'] }) {
  const { t, instant } = useText()
  const details = useId()
  const what = t(`event.${event.type}`)
  const looked = event.type === 'consultation.opened' ? (event.after as { address?: string } | null)?.address : undefined
  const whom = [event.personName ?? event.personId, event.patientName, event.structureName].filter((name) => name !== null)
  return (
    <li className={decisions['line']} data-opened={opened}>
      <div className={css['event']}>
        <div className={decisions['said']}>
          <p className={decisions['sentence']}>
            <strong>{what}</strong>
            {whom.length > 0 && ` · ${whom.join(' · ')}`}
          </p>
          {event.reason !== null && <p className={css['reason']}>{t('audit.reason', { reason: event.reason })}</p>}
          <p className={decisions['fine']}>
            <time dateTime={event.at}>{instant(event.at)}</time>
            {looked !== undefined && ` · ${looked}`}
            {` · ${event.by === event.source ? event.by : t('audit.by', { by: event.by, source: event.source })}`}
          </p>
        </div>
        <button
          type="button"
          className={decisions['why']}
          aria-expanded={opened}
          aria-controls={opened ? details : undefined}
          aria-label={t('audit.details.of', { what, id: event.id })}
          onClick={() => onOpen(opened ? undefined : event.id)}
        >
          {t('audit.details')}
          <OpenIcon size={18} aria-hidden className={decisions['chevron']} />
        </button>
      </div>
      {opened && (
        <div id={details} className={css['details']}>
          <Details event={event} />
        </div>
      )}
    </li>
  )
}

function Details({ event }: { event: AuditEvent }) {
  const { t } = useText()
  return (
    <>
      <dl className={decisions['facts']}>
        <Fact name={t('audit.number')}>
          {event.id} <code className={decisions['code']}>{event.type}</code>
        </Fact>
        <Stated name={t('audit.before')} value={event.before} />
        <Stated name={t('audit.after')} value={event.after} />
        <Fact name={t('audit.hash')}>
          <code className={css['hash']}>{event.hash}</code>
        </Fact>
      </dl>
      <ul className={decisions['ways']}>
        {event.circleId !== null && (
          <li>
            <Link className={link['link']} to="/admin/cercles/$id" params={{ id: event.circleId }}>
              {t('decision.see.circle')}
            </Link>
          </li>
        )}
        {event.circleId !== null && (
          <li>
            <Link className={link['link']} to="/admin/audit/lecteurs" search={{ objet: 'cercle', cercle: event.circleId }}>
              {t('audit.see.readers')}
            </Link>
          </li>
        )}
        {event.personId !== null && (
          <li>
            <Link className={link['link']} to="/admin/audit" search={{ personne: event.personId }}>
              {t('audit.see.person')}
            </Link>
          </li>
        )}
      </ul>
    </>
  )
}

/** What was written, field by field; a field that holds more is shown as it is kept. */
function Stated({ name, value }: { name: string; value: unknown }) {
  const { t } = useText()
  if (value === null || value === undefined) return null
  const fields = typeof value === 'object' ? Object.entries(value) : [['', value] as const]
  return (
    <Fact name={name}>
      {fields.map(([field, one]) => (
        <span key={field} className={css['field']}>
          {field !== '' && <span className={css['fieldName']}>{field}</span>}{' '}
          {one === null ? t('none') : typeof one === 'object' ? JSON.stringify(one) : String(one)}
        </span>
      ))}
    </Fact>
  )
}
