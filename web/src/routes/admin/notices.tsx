import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { noticesQuery } from '../../api/systems.ts'
import { useMay } from '../../api/session.ts'
import type { NoticesSearch } from '../../platform-routes.tsx'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { NoticeList } from '../../ui/systems/notice-list.tsx'
import { SystemsViews } from '../../ui/systems/systems-views.tsx'
import css from '../../ui/systems/systems.module.css'
import { useTurning } from '../use-turning.ts'
import { type Change, defined } from './search-words.ts'

const route = getRouteApi('/console/admin/avis')

/** What other systems posted; its words are in the rooms alone. */
export function Notices() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const may = useMay()
  const navigate = route.useNavigate()
  const { etat, cle, suite } = route.useSearch()
  const { data, error, isPlaceholderData, refetch } = useQuery(noticesQuery({ keyId: cle, state: etat, cursor: suite }))
  const count = data?.items.length
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('notices.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, etat, cle, suite, say, t])
  /** Another filter begins again at the first page. */
  const change = (changed: Change<NoticesSearch>) =>
    void navigate({ replace: true, search: ({ suite: _first, ...kept }) => defined({ ...kept, ...changed }) })
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: ({ suite: _here, ...kept }) => defined({ ...kept, suite: cursor }), state }),
  )
  const filtered = etat !== undefined || cle !== undefined || suite !== undefined
  const system = data?.items[0]?.system
  return (
    <Page title={t('notices.title')} lead={t('notices.lead')}>
      <SystemsViews may={may} />
      <search className={css['filters']} aria-label={t('notices.filters')}>
        <NativeSelect
          size="md"
          label={t('notices.state')}
          value={etat ?? ''}
          onChange={({ currentTarget: { value } }) => change({ etat: value === 'waiting' || value === 'said' ? value : undefined })}
          data={[
            { value: '', label: t('notices.state.all') },
            { value: 'said', label: t('notices.state.said') },
            { value: 'waiting', label: t('notices.state.waiting') },
          ]}
        />
        {cle !== undefined && (
          <NativeSelect
            size="md"
            label={t('notices.system')}
            value={cle}
            onChange={({ currentTarget: { value } }) => change({ cle: value || undefined })}
            data={[
              { value: '', label: t('notices.system.all') },
              { value: cle, label: system?.keyId === cle ? system.name : cle },
            ]}
          />
        )}
      </search>
      {data === undefined ? (
        <AwaitedBlock lines={6} height={60} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData} title={t('notices.list')}>
          {data.items.length === 0 ? (
            <Empty title={t('notices.empty.title')} why={t(filtered ? 'notices.empty.filtered' : 'notices.empty.why')}>
              <Button variant="default" onClick={() => void (filtered ? navigate({ search: {} }) : refetch())}>
                {t(filtered ? 'decisions.nothing.clear' : 'decisions.empty.refresh')}
              </Button>
            </Empty>
          ) : (
            <NoticeList notices={data.items} onOnly={cle === undefined ? ({ keyId }) => change({ cle: keyId }) : undefined} />
          )}
          <Pager label={t('notices.paging')} {...turning} />
        </Block>
      )}
    </Page>
  )
}
