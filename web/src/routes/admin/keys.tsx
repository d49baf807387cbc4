import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMay } from '../../api/session.ts'
import { keysQuery, servicesQuery } from '../../api/systems.ts'
import type { KeysSearch } from '../../platform-routes.tsx'
import { useText } from '../../text/text.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Empty } from '../../ui/states.tsx'
import { KeyList } from '../../ui/systems/key-list.tsx'
import { ServiceList } from '../../ui/systems/services.tsx'
import { SystemsViews } from '../../ui/systems/systems-views.tsx'
import { useTurning } from '../use-turning.ts'
import { CreateKey, RevokeKey, RotateKey } from './key-acts.tsx'
import { type Change, defined } from './search-words.ts'

const route = getRouteApi('/console/admin/avis/cles')

/** By what other systems act here. */
export function Keys() {
  const { t } = useText()
  const may = useMay()
  const { creer, changer, revoquer, suite } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isPlaceholderData, refetch } = useQuery(keysQuery(suite))
  const ask = (asked: Change<KeysSearch>) => void navigate({ search: (kept) => defined({ ...kept, ...asked }) })
  const close = () => void navigate({ search: ({ suite: cursor }) => (cursor === undefined ? {} : { suite: cursor }), replace: true })
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) => void navigate({ search: cursor === undefined ? {} : { suite: cursor }, state }),
  )
  const create = <Button onClick={() => ask({ creer: 'oui' })}>{t('keys.create')}</Button>
  return (
    <Page title={t('keys.title')} lead={t('keys.lead')} actions={data?.items.length === 0 ? undefined : create}>
      <SystemsViews may={may} />
      {data === undefined ? (
        <AwaitedBlock lines={5} height={60} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block id="cles" flush busy={isPlaceholderData} title={t('keys.list')}>
          {data.items.length === 0 ? (
            <Empty title={t('keys.empty.title')} why={t('keys.empty.why')}>
              {create}
            </Empty>
          ) : (
            <KeyList keys={data.items} onRotate={(id) => ask({ changer: id })} onRevoke={(id) => ask({ revoquer: id })} />
          )}
          <Pager label={t('keys.paging')} {...turning} />
        </Block>
      )}
      <Services />
      <CreateKey opened={creer === 'oui'} onClose={close} />
      <RotateKey asked={data?.items.find(({ id }) => id === changer)} onClose={close} />
      <RevokeKey asked={data?.items.find(({ id }) => id === revoquer)} onClose={close} />
    </Page>
  )
}

function Services() {
  const { t } = useText()
  const { data, error, refetch } = useQuery(servicesQuery)
  if (data === undefined) return <AwaitedBlock lines={2} height={44} error={error} onRetry={() => void refetch()} />
  return (
    <Block title={t('services.list')} lead={t('services.lead')} flush={data.items.length > 0}>
      {data.items.length === 0 ? <p>{t('services.empty')}</p> : <ServiceList services={data.items} />}
    </Block>
  )
}
