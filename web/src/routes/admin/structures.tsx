import { Button, Group } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMay } from '../../api/session.ts'
import { structureKindsQuery, structureListQuery, structuresFileAddress } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { StructureIcon } from '../../ui/icons.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { StructureFilters } from '../../ui/places/structure-filters.tsx'
import { StructureList } from '../../ui/places/structure-list.tsx'
import { Empty } from '../../ui/states.tsx'
import { useTurning } from '../use-turning.ts'
import { type Change, defined } from './search-words.ts'
import type { StructuresSearch } from './place-search.ts'
import { PutStructure } from './put-structure.tsx'

const HERE = '/admin/structures'
const route = getRouteApi(`/console${HERE}`)

export function Structures() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { q, genre, dac, ajouter, suite } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const chosen = { search: q, kind: genre, dac: dac && true }
  const { data, error, isPlaceholderData, refetch } = useQuery(structureListQuery({ ...chosen, cursor: suite }))
  const { data: kinds } = useQuery(structureKindsQuery)
  const count = data?.items.length
  useEffect(() => {
    if (count !== undefined && !isPlaceholderData) say(t('places.shown', { count }), { shown: false })
  }, [count, isPlaceholderData, q, genre, dac, suite, say, t])

  /** Another filter begins again at the first page. */
  const filter = (change: Change<StructuresSearch>) =>
    void navigate({ replace: true, search: ({ suite: _first, ...kept }) => defined({ ...kept, ...change }) })
  const router = useRouter()
  const search = useDebouncedCallback((words: string) => {
    // Words that come late do not call back who has opened a structure.
    if (router.latestLocation.pathname === HERE) filter({ q: words.trim() || undefined })
  }, 300)
  const { turning } = useTurning(
    suite,
    data?.next,
    (cursor, state) =>
      void navigate({ search: ({ suite: _here, ...kept }) => ({ ...kept, ...(cursor === undefined ? {} : { suite: cursor }) }), state }),
  )
  const filtered = [q, genre, dac, suite].some((one) => one !== undefined)
  const acts = (
    <Group gap="sm">
      <DownloadLink href={structuresFileAddress(chosen)}>{t('lists.export')}</DownloadLink>
      {may('structures:write') && (
        <Button leftSection={<StructureIcon size={20} aria-hidden />} onClick={() => filter({ ajouter: 'oui' })}>
          {t('places.add')}
        </Button>
      )}
    </Group>
  )
  return (
    <Page title={t('places.title')} lead={t('places.lead')} actions={acts}>
      <StructureFilters
        search={q ?? ''}
        kind={genre}
        kinds={kinds?.items ?? []}
        dac={dac === 'oui'}
        onSearch={search}
        onKind={(kind) => filter({ genre: kind })}
        onDac={(only) => filter({ dac: only ? 'oui' : undefined })}
      />
      {data === undefined ? (
        <AwaitedBlock lines={8} height={40} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block flush busy={isPlaceholderData}>
          {data.items.length > 0 ? (
            <StructureList structures={data.items} />
          ) : (
            <Empty title={t('places.nothing')} why={t(filtered ? 'places.nothing.filtered' : 'places.nothing.empty')}>
              <Button variant="default" onClick={() => void (filtered ? navigate({ search: {} }) : refetch())}>
                {t(filtered ? 'circles.nothing.clear' : 'circles.empty.refresh')}
              </Button>
            </Empty>
          )}
          <Pager label={t('places.paging')} {...turning} />
        </Block>
      )}
      <PutStructure
        structure={undefined}
        opened={ajouter === 'oui' && may('structures:write')}
        onClose={() => filter({ ajouter: undefined })}
      />
    </Page>
  )
}
