import { Link } from '@tanstack/react-router'
import type { MailRead } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import css from './reader.module.css'

const OPEN_AT_MOST = 3

/** A receipt covers what came before it in the conversation: who had not read those is told which, and finds them from here. */
export function ReadWith({ mails }: { mails: MailRead['readWith'] }) {
  const { t, instant } = useText()
  return (
    <details className={css['readWith']} open={mails.length <= OPEN_AT_MOST}>
      <summary>{t('mail.read-with', { count: mails.length })}</summary>
      <ul>
        {mails.map(({ id, at, from, subject }) => (
          <li key={id}>
            <Link to="/courrier/$id" params={{ id }} search={{}} className={link['link']}>
              {subject === '' ? t('mail.no-subject') : subject}
            </Link>
            <span>
              {from.name}, {instant(at)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
