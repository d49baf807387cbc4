import type { Mail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ReadIcon, SendingIcon } from '../icons.tsx'
import css from './reader.module.css'

/** From whom, to whom and when; to who sent it, also who read it. */
export function MailFacts({ mail, me }: { mail: Mail; me: string | undefined }) {
  const { t, instant, list } = useText()
  const { from, to, at, folder, state } = mail
  const named = (one: { id: string; name: string }) => (one.id === me ? `${one.name} (${t('mail.you')})` : one.name)
  return (
    <dl className={css['facts']}>
      <dt>{t('mail.from')}</dt>
      <dd>{named(from)}</dd>
      <dt>{t('mail.to.label')}</dt>
      {folder === 'received' || state !== 'sent' ? (
        <dd>{list(to.map(named))}</dd>
      ) : (
        <dd>
          <ul className={css['readers']}>
            {to.map((one) => (
              <li key={one.id}>
                {one.name}
                <span className={css['readState']} data-read={one.readAt !== null}>
                  {one.readAt === null ? <SendingIcon size={16} aria-hidden /> : <ReadIcon size={16} aria-hidden />}
                  {one.readAt === null ? t('mail.state.unread') : t('mail.state.read', { when: instant(one.readAt) })}
                </span>
              </li>
            ))}
          </ul>
        </dd>
      )}
      <dt>{t('mail.date')}</dt>
      <dd>{instant(at)}</dd>
    </dl>
  )
}
