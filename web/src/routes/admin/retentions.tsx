import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { RetentionState } from 'bridge/contract'
import { useEffect } from 'react'
import { retentionsFileAddress, retentionsQuery } from '../../api/retention.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { RetentionList } from '../../ui/retention/retention-list.tsx'
import { RetentionViews } from '../../ui/retention/retention-views.tsx'
import css from '../../ui/retention/retention.module.css'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'
import { DueCircles } from './due-circles.tsx'
import { type RetentionsSearch, STATES } from './retention-search.ts'
import { defined } from './search-words.ts'

const route = getRouteApi('/console/admin/conservation')

/** Journals that may go, and those that are sealed, archived or purged. */
export function Retentions() {
  const { t } = useText()
  const { vue, etat } = route.useSearch()
  return (
    <Page
      title={t('retention.title')}
      lead={t('retention.lead')}
      actions={vue === 'scelles' && <DownloadLink href={retentionsFileAddress(etat)}>{t('lists.export')}</DownloadLink>}
    >
      <RetentionViews />
      {vue === 'scelles' ? <Sealed /> : <DueCircles />}
    </Page>
  )
}

function Sealed() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { etat, suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(retentionsQuery({ state: etat, cursor: suite }))
  const count = data?.items.length
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('retention.list.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, etat, suite, say, t])
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: defined<RetentionsSearch>({ vue: 'scelles', etat, suite: cursor }), state }),
  )
  const filter = (state: RetentionState | undefined) =>
    void navigate({ replace: true, search: defined<RetentionsSearch>({ vue: 'scelles', etat: state, suite: undefined }) })
  if (data === undefined) return <AwaitedBlock lines={6} height={44} error={error} onRetry={() => void refetch()} />
  return (
    <Block
      flush
      busy={isPlaceholderData}
      title={t('retention.list')}
      lead={t('retention.list.lead')}
      aside={
        <NativeSelect
          label={t('retention.filter.state')}
          value={etat ?? ''}
          onChange={(event) => filter(STATES.find((one) => one === event.currentTarget.value))}
          data={[
            { value: '', label: t('retention.filter.all') },
            ...STATES.map((value) => ({ value, label: t(`retention.state.${value}`) })),
          ]}
          className={css['filter'] ?? ''}
        />
      }
    >
      {data.items.length === 0 ? <NothingSealed filtered={etat !== undefined} /> : <RetentionList retentions={data.items} />}
      <Pager label={t('retention.list.paging')} {...turning} />
    </Block>
  )
}

function NothingSealed({ filtered }: { filtered: boolean }) {
  const { t } = useText()
  const search = filtered ? ({ vue: 'scelles' } as const) : {}
  return (
    <Empty
      title={t(filtered ? 'retention.list.none.state' : 'retention.list.none')}
      why={t(filtered ? 'retention.list.none.state.why' : 'retention.list.none.why')}
    >
      <Button variant="default" renderRoot={(given) => <Link to="/admin/conservation" search={search} {...given} />}>
        {t(filtered ? 'retention.list.all' : 'retention.list.due')}
      </Button>
    </Empty>
  )
}
