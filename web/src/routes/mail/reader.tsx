import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { MailRead, WholeMail } from 'bridge/contract'
import { useEffect, useRef, useState } from 'react'
import { forgetSent, keepDraft, keptSent } from '../../api/mail-drafts.ts'
import { type Folder, askMailsAgain, mailQuery, markMail } from '../../api/mails.ts'
import { profileQuery } from '../../api/own.ts'
import { Refused } from '../../api/request.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Failure, useErrorWords } from '../../ui/failure.tsx'
import type { Listed } from '../../ui/mail/mail-list.tsx'
import { ReaderBar } from '../../ui/mail/reader-bar.tsx'
import css from '../../ui/mail/reader.module.css'
import { ReaderTitle, WholeMailView } from '../../ui/mail/whole-mail-view.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'

interface Given {
  id: string
  folder: Folder
  listed: Listed
  newer: string | undefined
  older: string | undefined
}

/** One mail. Opening it marks it as read. */
export function Reader({ id, folder, listed, newer, older }: Given) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { data: profile } = useQuery(profileQuery)
  const { data: mail, error, refetch } = useQuery(mailQuery(id))
  const readWith = useReadOnOpening(mail)

  const bar = <ReaderBar folder={folder} listed={listed} newer={newer} older={older} />
  if (error instanceof Refused && error.status === 404) return <Lost />
  if (mail === undefined)
    return (
      <div className={css['reader']}>
        {bar}
        <ReaderTitle title={t('mail.one')} />
        {error === null ? <Waiting lines={6} /> : <Failure error={error} onRetry={() => void refetch()} />}
      </div>
    )

  const onUnread = async () => {
    try {
      await markMail(id, false)
      await askMailsAgain(queries)
      const { dossier: _dossier, ...search } = listed
      await navigate({ to: '/courrier/recus', search })
      say(t('mail.marked-unread'))
    } catch (failure) {
      warn(words(failure).message)
    }
  }
  const onAgain = () => {
    const search = { a: mail.to.map((one) => one.id).join(','), ...(mail.subject === '' ? {} : { objet: mail.subject }) }
    const kept = keptSent(id)
    // What was written is taken up under a new key: the former one gives the mail that failed.
    if (kept !== null) keepDraft(String(new URLSearchParams(search)), { ...kept, key: '' })
    void navigate({ to: '/courrier/nouveau', search })
  }
  return (
    <article className={css['reader']}>
      {bar}
      <WholeMailView
        mail={mail}
        me={profile?.id}
        readWith={readWith}
        text={mail.text ?? (mail.eventId === null ? (keptSent(id)?.text ?? null) : null)}
        onUnread={() => void onUnread()}
        onAgain={onAgain}
      />
    </article>
  )
}

/** Once per opening: who then marks it as unread has the last word. Gives the mails that are read with it. */
function useReadOnOpening(mail: WholeMail | undefined): MailRead['readWith'] {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const [readWith, setReadWith] = useState<MailRead['readWith']>([])
  const words = useErrorWords()
  const queries = useQueryClient()
  const asked = useRef(false)
  const unread = mail?.unread === true
  const id = mail?.id
  const isThere = mail?.folder === 'sent' && mail.state === 'sent'
  useEffect(() => {
    if (id === undefined || !unread || asked.current) return
    asked.current = true
    markMail(id, true)
      .then(({ readWith: others }) => {
        setReadWith(others)
        if (others.length > 0) say(t('mail.read-with', { count: others.length }), { shown: false })
        return askMailsAgain(queries)
      })
      .catch((error: unknown) => warn(t('mail.read.failed', { why: words(error).message })))
  }, [id, unread, queries, t, say, warn, words])
  useEffect(() => {
    if (id !== undefined && isThere) forgetSent(id)
  }, [id, isThere])
  return readWith
}

function Lost() {
  const { t } = useText()
  return (
    <div className={css['reader']}>
      <ReaderTitle title={t('mail.lost')} hidden />
      <Empty title={t('mail.lost')} why={t('mail.lost.why')}>
        <Button variant="default" renderRoot={(given) => <Link to="/courrier/recus" search={{}} {...given} />}>
          {t('mail.lost.act')}
        </Button>
      </Empty>
    </div>
  )
}
