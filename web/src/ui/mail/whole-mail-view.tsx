import { Button, Title, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { MailRead, WholeMail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ImportantIcon } from '../icons.tsx'
import { PlainText } from '../journal/rich-text.tsx'
import linkCss from '../link.module.css'
import { Notice } from '../notice.tsx'
import { useArrival } from '../page.tsx'
import { Tag } from '../tag.tsx'
import { MailActs } from './mail-acts.tsx'
import { MailFacts } from './mail-facts.tsx'
import { MailFiles } from './mail-files.tsx'
import { subjectOf } from './mail-words.ts'
import { ReadWith } from './read-with.tsx'
import css from './reader.module.css'

interface Given {
  mail: WholeMail
  /** Who reads. */
  me: string | undefined
  text: string | null
  readWith: MailRead['readWith']
  onUnread: () => void
  /** Takes up what could not be sent. */
  onAgain: () => void
}

export function WholeMailView({ mail, me, text, readWith, onUnread, onAgain }: Given) {
  const { t, words } = useText()
  const { deleted, failure, state, importance, plain, replyTo } = mail
  return (
    <>
      <ReaderTitle title={subjectOf(mail, t)} />
      {importance === 'high' && !deleted && (
        <p className={css['important']}>
          <ImportantIcon size={18} aria-hidden /> {t('mail.important')}
        </p>
      )}
      {state === 'failed' && (
        <Notice tone="bad" title={t('mail.failed')}>
          {failure !== null && <p>{words(failure)}</p>}
          <Button size="sm" variant="default" mt={10} onClick={onAgain}>
            {t('mail.failed.again')}
          </Button>
        </Notice>
      )}
      {state === 'waiting' && (
        <p>
          <Tag tone="busy">{t('mail.state.waiting')}</Tag>
        </p>
      )}
      <MailFacts mail={mail} me={me} />
      {state === 'sent' && !deleted && <MailActs mail={mail} onUnread={onUnread} />}
      {readWith.length > 0 && <ReadWith mails={readWith} />}
      {deleted ? (
        <p className={css['none']}>{t('mail.deleted.why')}</p>
      ) : (
        <>
          <section className={css['text']} aria-label={t('mail.text')}>
            {text === null ? (
              <p className={css['none']}>{t(state === 'failed' ? 'mail.text.lost' : 'mail.text.none')}</p>
            ) : (
              <PlainText text={text} tabIndex={0} />
            )}
          </section>
          <MailFiles files={mail.files} />
          <div className={css['notes']}>
            {replyTo !== null && (
              <Link to="/courrier/$id" params={{ id: replyTo }} search={{}} className={linkCss['link']}>
                {t('mail.answers')}
              </Link>
            )}
            {mail.notifyOnRead && state !== 'failed' && (
              <p>{mail.folder === 'sent' ? t('mail.tells-on-read') : t('mail.told-on-read', { name: mail.from.name })}</p>
            )}
            {plain && <p>{t('mail.plain')}</p>}
          </div>
        </>
      )}
    </>
  )
}

/** The heading of the page. The tab says nothing of it: a subject may name a patient. `hidden`: what is shown says the same. */
export function ReaderTitle({ title, hidden = false }: { title: string; hidden?: boolean }) {
  const { t } = useText()
  const heading = useArrival()
  const shown = (
    <Title order={1} ref={heading} tabIndex={-1} className={css['title'] ?? ''}>
      {title}
    </Title>
  )
  return (
    <>
      <title>{`${t('mail.one')} · ${t('product.name')}`}</title>
      {hidden ? <VisuallyHidden>{shown}</VisuallyHidden> : shown}
    </>
  )
}
