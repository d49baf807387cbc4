import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { mailCountsQuery } from '../api/mails.ts'
import { unreadNotificationsQuery } from '../api/notifications.ts'
import { ownCirclesQuery, profileQuery } from '../api/own.ts'
import { usePhase } from '../matrix/client.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { useText } from '../text/text.tsx'
import { Failure } from '../ui/failure.tsx'
import { DossierList } from '../ui/dossiers/dossier-list.tsx'
import { sortDossiers } from '../ui/dossiers/sort-dossiers.ts'
import { Block, Page } from '../ui/page.tsx'
import { Badge } from '../ui/shell/badge.tsx'
import { Empty, Waiting } from '../ui/states.tsx'
import { dacsOf } from '../ui/structure/workplace.ts'

/** What is new, and nothing else. */
export function Home() {
  const { t } = useText()
  const phase = usePhase()
  const navigate = useNavigate()
  const rooms = useRoomNews()
  const { data: profile } = useQuery(profileQuery)
  const circles = useQuery(ownCirclesQuery)
  const mails = useQuery(mailCountsQuery)
  const error = circles.error ?? mails.error
  const known = circles.data !== undefined && mails.data !== undefined && phase !== 'starting'
  const journals = sortDossiers(circles.data ?? [], rooms).filter(({ unread }) => unread > 0)
  const mail = mails.data?.unread ?? 0
  const { data: bell = 0 } = useQuery(unreadNotificationsQuery)
  const first = journals[0]
  const books = dacsOf(profile)
    .map((one) => ({ ...one, unread: rooms.get(one.liaisonRoomId ?? '')?.unread ?? 0 }))
    .filter(({ unread }) => unread > 0)
  const count = mail + journals.length + books.length + bell

  const openFirst = () =>
    mail > 0
      ? void navigate({ to: '/courrier/recus' })
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
          <Failure error={error} onRetry={() => void Promise.all([circles.refetch(), mails.refetch()])} />
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
            <NewsBlock title={t('welcome.mail')} count={mail}>
              <Button variant="default" renderRoot={(given) => <Link to="/courrier/recus" {...given} />}>
                {t('welcome.mail.open')}
              </Button>
            </NewsBlock>
          )}
          {journals.length > 0 && (
            <Block flush title={t('welcome.journals')} aside={<Badge count={journals.reduce((sum, { unread }) => sum + unread, 0)} />}>
              <DossierList dossiers={journals} />
            </Block>
          )}
          {books.map(({ id, name, unread }) => (
            <NewsBlock key={id} title={t('welcome.liaison')} lead={name} count={unread}>
              <Button variant="default" renderRoot={(given) => <Link to="/liaison" search={{ structure: id }} {...given} />}>
                {t('welcome.liaison.open')}
              </Button>
            </NewsBlock>
          ))}
          {bell > 0 && (
            <NewsBlock title={t('welcome.bell')} count={bell}>
              <Button variant="default" renderRoot={(given) => <Link to="/notifications" {...given} />}>
                {t('welcome.bell.open')}
              </Button>
            </NewsBlock>
          )}
        </>
      )}
    </Page>
  )
}

function NewsBlock({ title, lead, count, children }: { title: string; lead?: string; count: number; children: ReactNode }) {
  return (
    <Block title={title} {...(lead === undefined ? {} : { lead })} aside={<Badge count={count} />}>
      {children}
    </Block>
  )
}
