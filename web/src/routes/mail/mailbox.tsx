import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { type Folder, mailQuery, mailsQuery } from '../../api/mails.ts'
import { countsQuery } from '../../api/own.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Failure } from '../../ui/failure.tsx'
import { MailIcon } from '../../ui/icons.tsx'
import { FolderEmpty } from '../../ui/mail/folder-empty.tsx'
import { FolderHead } from '../../ui/mail/folder-head.tsx'
import { type Listed, MailList } from '../../ui/mail/mail-list.tsx'
import css from '../../ui/mail/mailbox.module.css'
import { useNeighbours } from '../../ui/mail/use-neighbours.ts'
import { Waiting } from '../../ui/states.tsx'
import { Reader } from './reader.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { useMore } from '../use-more.ts'

/** A folder, and beside it the mail that the address names; on a phone one or the other. */
export function Mailbox() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { id, folder, q, unreadOnly, listed, change } = useAddress()
  const [search] = useDebouncedValue(q.trim(), 250)
  const { data: counts } = useQuery(countsQuery)
  const mailsListed = useInfiniteQuery(mailsQuery({ folder, search, unreadOnly }))
  const { data, error, refetch } = mailsListed
  const more = useMore(mailsListed)
  const mails = data?.pages.flatMap(({ items }) => items)
  const neighbours = useNeighbours(mails, id)
  const list = useFocusOnReturn(id)
  const count = mails?.length
  useEffect(() => {
    if (count !== undefined && search !== '') say(t('mail.shown', { count }), { shown: false })
  }, [count, search, say, t])

  return (
    <main id="content" tabIndex={-1} className={css['mailbox']}>
      <section className={css['pane']} data-beside={id !== undefined} aria-label={t(`mail.${folder}`)}>
        <FolderHead
          folder={folder}
          beside={id !== undefined}
          unread={counts?.mail ?? 0}
          words={q}
          onWords={(words) => change({ q: words })}
          unreadOnly={unreadOnly}
          onUnreadOnly={(only) => change({ unreadOnly: only })}
        />
        <div ref={list} className={css['scroll']}>
          {mails === undefined ? (
            error === null ? (
              <Waiting lines={8} height={40} />
            ) : (
              <div className={css['failure']}>
                <Failure error={error} onRetry={() => void refetch()} />
              </div>
            )
          ) : mails.length === 0 ? (
            <FolderEmpty
              folder={folder}
              words={search}
              unreadOnly={unreadOnly}
              onClear={() => change({ q: '' })}
              onAll={() => change({ unreadOnly: false })}
            />
          ) : (
            <MailList mails={mails} opened={id} listed={listed} />
          )}
          <MoreButton more={more} label={t('mail.older')} className={css['older']} />
        </div>
      </section>
      <div className={css['reading']}>
        {id === undefined ? (
          <div className={css['choose']}>
            <MailIcon size={36} stroke={1.4} aria-hidden />
            <p className={css['chooseTitle']}>{t('mail.choose')}</p>
            <p>{t('mail.choose.why')}</p>
          </div>
        ) : (
          <Reader key={id} id={id} folder={folder} listed={listed} {...neighbours} />
        )}
      </div>
    </main>
  )
}

/** Everything that is open or filtered is in the address. */
function useAddress() {
  const navigate = useNavigate()
  const { id } = useParams({ strict: false })
  const pathname = useLocation({ select: (location) => location.pathname })
  const { q = '', nonlus, dossier } = useSearch({ strict: false })
  // An address that came from elsewhere names the mail alone: its folder is where it lies.
  const { data: opened } = useQuery({ ...mailQuery(id ?? ''), enabled: id !== undefined && dossier === undefined })
  const folder: Folder =
    pathname.endsWith('/envoyes') || dossier === 'envoyes' || (id !== undefined && opened?.folder === 'sent') ? 'sent' : 'received'
  const unreadOnly = folder === 'received' && nonlus === 'oui'
  const listedBy = (words: string, only: boolean): Listed => ({
    ...(words === '' ? {} : { q: words }),
    ...(only ? { nonlus: 'oui' } : {}),
    ...(folder === 'sent' && id !== undefined ? { dossier: 'envoyes' } : {}),
  })
  const change = (to: { q?: string; unreadOnly?: boolean }) => {
    const search = listedBy(to.q ?? q, to.unreadOnly ?? unreadOnly)
    void (id === undefined
      ? navigate({ to: folder === 'sent' ? '/courrier/envoyes' : '/courrier/recus', search, replace: true })
      : navigate({ to: '/courrier/$id', params: { id }, search, replace: true }))
  }
  const listed: Listed = { ...listedBy(q, unreadOnly), ...(folder === 'sent' ? { dossier: 'envoyes' } : {}) }
  return { id, folder, q, unreadOnly, listed, change }
}

/** Who comes back from a mail is where they were in the list. */
function useFocusOnReturn(id: string | undefined) {
  const list = useRef<HTMLDivElement>(null)
  const last = useRef<string>(undefined)
  useEffect(() => {
    if (id === undefined && last.current !== undefined)
      list.current?.querySelector<HTMLElement>(`[data-mail="${CSS.escape(last.current)}"]`)?.focus()
    last.current = id
  }, [id])
  return list
}
