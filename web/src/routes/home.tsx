import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { mailsQuery } from '../api/mails.ts'
import { countsQuery, ownCirclesQuery, profileQuery } from '../api/own.ts'
import { usePhase } from '../matrix/client.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { useText } from '../text/text.tsx'
import css from '../ui/home.module.css'
import link from '../ui/link.module.css'
import { Failure } from '../ui/failure.tsx'
import { DossierList } from '../ui/dossiers/dossier-list.tsx'
import { sortDossiers } from '../ui/dossiers/sort-dossiers.ts'
import { MailList } from '../ui/mail/mail-list.tsx'
import { Block, Page } from '../ui/page.tsx'
import { Badge } from '../ui/shell/badge.tsx'
import { Empty, Waiting } from '../ui/states.tsx'
import { dacsOf } from '../ui/structure/workplace.ts'

const MAILS_SHOWN = 3

/** What is new, and nothing else. */
export function Home() {
  const { t } = useText()
  const phase = usePhase()
  const navigate = useNavigate()
  const rooms = useRoomNews()
  const { data: profile } = useQuery(profileQuery)
  const circles = useQuery(ownCirclesQuery)
  const counts = useQuery(countsQuery)
  const error = circles.error ?? counts.error
  const known = circles.data !== undefined && counts.data !== undefined && phase !== 'starting'
  const journals = sortDossiers(circles.data ?? [], rooms).filter(({ unread }) => unread > 0)
  const { mail = 0, notifications: bell = 0 } = counts.data ?? {}
  const unread = useInfiniteQuery({ ...mailsQuery({ folder: 'received', search: '', unreadOnly: true }), enabled: mail > 0 })
  const letters = (unread.data?.pages[0]?.items ?? []).slice(0, MAILS_SHOWN)
  const books = dacsOf(profile)
    .map((one) => ({ ...one, unread: rooms.get(one.liaisonRoomId ?? '')?.unread ?? 0 }))
    .filter((book) => book.unread > 0)
  const [letter, first] = [letters[0], journals[0]]
  const count = mail + journals.length + books.length + bell

  const openFirst = () =>
    mail > 0
      ? void (letter === undefined ? navigate({ to: '/courrier/recus' }) : navigate({ to: '/courrier/$id', params: { id: letter.id } }))
      : first !== undefined
        ? void navigate({ to: '/dossiers/$id/journal', params: { id: first.id } })
        : books[0] !== undefined
          ? void navigate({ to: '/liaison', search: { structure: books[0].id } })
          : void navigate({ to: '/notifications' })
  return (
    <Page
      title={profile === undefined ? t('shell.home') : t('welcome.title', { name: profile.givenName })}
      tab={t('shell.home')}
      lead={t('welcome.lead')}
      actions={known && count > 0 && <Button onClick={openFirst}>{t('welcome.first')}</Button>}
    >
      {!known ? (
        error === null ? (
          <Block flush>
            <Waiting lines={4} height={40} />
          </Block>
        ) : (
          <Failure error={error} onRetry={() => void Promise.all([circles.refetch(), counts.refetch()])} />
        )
      ) : count === 0 ? (
        <Block flush>
          <Empty title={t('welcome.nothing')} why={t('welcome.nothing.why')}>
            <Button variant="default" onClick={() => void navigate({ to: '/dossiers' })}>
              {t('welcome.nothing.act')}
            </Button>
          </Empty>
        </Block>
      ) : (
        <>
          {mail > 0 && (
            <Block flush title={t('welcome.mail')} aside={<Badge count={mail} />}>
              <div className={css['mails']}>
                <MailList mails={letters} opened={undefined} listed={{}} />
                <Link className={`${link['link']} ${css['allMails']}`} to="/courrier/recus">
                  {t('welcome.mail.open')}
                </Link>
              </div>
            </Block>
          )}
          {journals.length > 0 && (
            <Block flush title={t('welcome.journals')} aside={<Badge count={journals.reduce((sum, { unread }) => sum + unread, 0)} />}>
              <DossierList dossiers={journals} />
            </Block>
          )}
          {books.map((book) => (
            <Block key={book.id} title={t('welcome.liaison')} lead={book.name} aside={<Badge count={book.unread} />}>
              <Button variant="default" renderRoot={(given) => <Link to="/liaison" search={{ structure: book.id }} {...given} />}>
                {t('welcome.liaison.open')}
              </Button>
            </Block>
          ))}
          {bell > 0 && (
            <Block title={t('welcome.bell')} aside={<Badge count={bell} />}>
              <Button variant="default" renderRoot={(given) => <Link to="/notifications" {...given} />}>
                {t('welcome.bell.open')}
              </Button>
            </Block>
          )}
        </>
      )}
    </Page>
  )
}
