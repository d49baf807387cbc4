import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
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
import type { StructuresSearch } from './place-search.ts'
import { PutStructure } from './put-structure.tsx'
import { useListAddress } from './use-list-address.ts'

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

  const { filter, search, turning } = useListAddress<StructuresSearch>(
    { here: HERE, suite, next: data?.next },
    (by, how) => void navigate({ search: by, ...how }),
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
