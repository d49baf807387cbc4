import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Notification } from 'bridge/contract'
import { useEffect } from 'react'
import { notificationsQuery, readNotifications } from '../api/notifications.ts'
import { countsQuery, ownCirclesQuery, profileQuery } from '../api/own.ts'
import type { Page as OfList } from '../api/request.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from '../ui/announcer.tsx'
import { AwaitedBlock } from '../ui/awaited-block.tsx'
import { useErrorWords } from '../ui/failure.tsx'
import { ReadIcon } from '../ui/icons.tsx'
import { NotificationList } from '../ui/notifications/notification-list.tsx'
import { UnreadFilter } from '../ui/notifications/unread-filter.tsx'
import { Block, Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty } from '../ui/states.tsx'
import { useTurning } from './use-turning.ts'

const route = getRouteApi('/pages/notifications')

/** What the service told the professional: the same that they read in their room of notifications, in any client. */
export function Notifications() {
  const { t } = useText()
  const { nonlus, suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(notificationsQuery({ unread: nonlus === 'oui', cursor: suite }))
  const { data: circles } = useQuery(ownCirclesQuery)
  const unreadInRoom = useUnreadInRoom()
  const reading = useReading()
  const newest = data?.items[0]
  const someUnread = suite === undefined && newest !== undefined && (unreadInRoom > 0 || data?.items.some(({ read }) => !read) === true)

  const filter = (only: boolean) => void navigate({ replace: true, search: only ? { nonlus: 'oui' } : {} })
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) =>
      void navigate({
        search: { ...(nonlus && { nonlus }), ...(cursor === undefined ? {} : { suite: cursor }) },
        state,
      }),
  )
  return (
    <Page
      title={t('shell.bell')}
      lead={t('bell.lead')}
      actions={
        someUnread && (
          <Button
            variant="default"
            loading={reading.isPending}
            leftSection={<ReadIcon size={18} aria-hidden />}
            onClick={() => reading.mutate(newest.id)}
          >
            {t('bell.read-all')}
          </Button>
        )
      }
    >
      <UnreadFilter only={nonlus === 'oui'} onOnly={filter} />
      {data === undefined ? (
        <AwaitedBlock lines={6} height={44} error={error} onRetry={() => void refetch()} />
      ) : data.items.length === 0 ? (
        <Block flush busy={isPlaceholderData}>
          <Nothing filtered={nonlus === 'oui'} onAll={() => filter(false)} onRefresh={() => void refetch()} />
        </Block>
      ) : (
        <div aria-busy={isPlaceholderData}>
          <NotificationList notifications={data.items} circles={circles ?? []} />
          <Pager label={t('bell.paging')} {...turning} />
        </div>
      )}
    </Page>
  )
}

const LATER = [1_500, 5_000, 15_000]
/** As the homeserver counts, in whatever client they were read; the list follows each change. */
function useUnreadInRoom(): number {
  const queries = useQueryClient()
  const { data: profile } = useQuery(profileQuery)
  const news = useRoomNews().get(profile?.notificationsRoomId ?? '')
  const [unread, lastAt] = [news?.unread ?? 0, news?.lastAt ?? 0]
  useEffect(() => {
    const follow = () => {
      for (const queryKey of [['own', 'notifications'], countsQuery.queryKey]) void queries.invalidateQueries({ queryKey })
    }
    follow()
    // The registry hears of a receipt a moment after this page does, and later when it has much to do.
    const timers = LATER.map((milliseconds) => setTimeout(follow, milliseconds))
    return () => timers.forEach(clearTimeout)
  }, [unread, lastAt, queries])
  return unread
}

/** Up to the newest that is shown: what arrives meanwhile has not been seen. */
function useReading() {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: readNotifications,
    onSuccess: (_nothing, upTo) => {
      say(t('bell.read-all.done'))
      // The homeserver tells of the receipt in a moment; whoever asked for it sees it done.
      queries.setQueriesData<OfList<Notification>>({ queryKey: ['own', 'notifications'] }, (page) => page && readUpTo(page, upTo))
    },
    onError: (error) => warn(`${t('bell.read-all.failed')} ${words(error).message}`),
  })
}

const readUpTo = (page: OfList<Notification>, upTo: string): OfList<Notification> => ({
  ...page,
  items: page.items.map((one) => (BigInt(one.id) <= BigInt(upTo) ? { ...one, read: true } : one)),
})

function Nothing({ filtered, onAll, onRefresh }: { filtered: boolean; onAll: () => void; onRefresh: () => void }) {
  const { t } = useText()
  return filtered ? (
    <Empty title={t('bell.nothing.title')} why={t('bell.nothing.why')}>
      <Button variant="default" onClick={onAll}>
        {t('bell.nothing.act')}
      </Button>
    </Empty>
  ) : (
    <Empty title={t('bell.empty.title')} why={t('bell.empty.why')}>
      <Button variant="default" onClick={onRefresh}>
        {t('dossiers.refresh')}
      </Button>
    </Empty>
  )
}
