import type { Contact } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { lastDay } from '../days.ts'
import { AwayIcon } from '../icons.tsx'
import css from './contact-list.module.css'

/** Who somebody is in their structure, and whether they are away. */
export function Who({ contact: { personId, name, profession, role, absence }, me }: { contact: Contact; me: string }) {
  const { t, day } = useText()
  return (
    <div className={css['who']}>
      <p className={css['name']}>
        {name}
        {personId === me && <span className={css['me']}> ({t('circle.page.you')})</span>}
      </p>
      <p className={css['about']}>
        {profession}
        {role !== 'member' && ` · ${t(`structure.role.${role}`)}`}
      </p>
      {absence !== null && (
        <p className={css['away']}>
          <AwayIcon size={16} aria-hidden />
          <span>
            {absence.replacement === null
              ? t('contacts.away', { until: day(lastDay(absence.until)) })
              : t('contacts.away.replaced', { until: day(lastDay(absence.until)), name: absence.replacement.name })}
          </span>
        </p>
      )}
    </div>
  )
}
