import { Link } from '@tanstack/react-router'
import type { Mail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { AttachIcon, ImportantIcon } from '../icons.tsx'
import css from './mail-list.module.css'
import { MailState } from './mail-state.tsx'
import { subjectOf } from './mail-words.ts'

/** What the address keeps of the list while a mail is read. */
export interface Listed {
  readonly q?: string
  readonly nonlus?: 'oui'
  readonly dossier?: 'envoyes'
}

export function MailList({ mails, opened, listed }: { mails: readonly Mail[]; opened: string | undefined; listed: Listed }) {
  return (
    <ul className={css['list']}>
      {mails.map((mail) => (
        <Line key={mail.id} mail={mail} opened={mail.id === opened} listed={listed} />
      ))}
    </ul>
  )
}

function Line({ mail, opened, listed }: { mail: Mail; opened: boolean; listed: Listed }) {
  const { t, moment, list } = useText()
  const { id, folder, from, to, at, unread, importance, files, deleted } = mail
  const sent = folder === 'sent'
  return (
    <li className={css['line']} data-unread={unread} data-opened={opened}>
      <Link
        to="/courrier/$id"
        params={{ id }}
        search={listed}
        className={css['link']}
        data-mail={id}
        aria-current={opened ? 'true' : undefined}
        activeProps={{ 'aria-current': 'true' }}
      >
        <span className={css['who']}>{sent ? t('mail.to', { names: list(to.map(({ name }) => name)) }) : from.name}</span>
        <span className={css['subject']}>{subjectOf(mail, t)}</span>
        <span className={css['when']}>{moment(at)}</span>
      </Link>
      <div className={css['tags']}>
        {unread && <span className={css['unread']}>{t('mail.unread')}</span>}
        {importance === 'high' && !deleted && (
          <span className={css['important']}>
            <ImportantIcon size={16} aria-hidden /> {t('mail.important')}
          </span>
        )}
        {files.length > 0 && !deleted && (
          <span className={css['fine']}>
            <AttachIcon size={16} aria-hidden /> {t('mail.files', { count: files.length })}
          </span>
        )}
        {sent && !deleted && <MailState mail={mail} />}
      </div>
    </li>
  )
}
