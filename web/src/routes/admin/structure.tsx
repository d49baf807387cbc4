import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Structure } from 'bridge/contract'
import { useMay } from '../../api/session.ts'
import { structureQuery } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { AwaitedPage } from '../../ui/awaited-page.tsx'
import css from '../../ui/circle-head.module.css'
import { CopyButton } from '../../ui/copy-button.tsx'
import { BackIcon, WriteIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'
import { LastMovements } from './last-movements.tsx'
import { PutStructure } from './put-structure.tsx'
import { CirclesOf, RoomsOf, SubstitutionsIn } from './structure-places.tsx'
import { StaffOf } from './structure-staff.tsx'

const route = getRouteApi('/console/admin/structures/$id')

export function StructurePage() {
  const { id } = route.useParams()
  // Another structure is another page: nothing of the act under way is carried over.
  return <OneStructure key={id} id={id} />
}

function OneStructure({ id }: { id: string }) {
  const { t } = useText()
  const { modifier } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const { data: structure, error, refetch } = useQuery(structureQuery(id))
  const back = (
    <Link to="/admin/structures" className={css['back']}>
      <BackIcon size={18} aria-hidden />
      {t('places.back')}
    </Link>
  )
  if (structure === undefined) return <AwaitedPage title={t('column.place')} above={back} error={error} onRetry={() => void refetch()} />
  const edit = may('structures:write') ? (
    <Button
      variant="default"
      leftSection={<WriteIcon size={18} aria-hidden />}
      onClick={() => void navigate({ search: (kept) => ({ ...kept, modifier: 'oui' }), resetScroll: false })}
    >
      {t('places.edit')}
    </Button>
  ) : null
  return (
    <Page title={structure.name} lead={<Facts structure={structure} />} above={back} actions={edit}>
      {structure.dac && <RoomsOf structure={structure} />}
      {may('people:read') && <StaffOf structure={structure} />}
      {may('circles:read') && <CirclesOf structure={structure} />}
      {may('people:read') && <SubstitutionsIn structure={structure} />}
      <LastMovements of={{ structureId: id }} search={{ structure: id }} lead={t('places.movements.lead')} />
      <PutStructure
        structure={structure}
        opened={modifier === 'oui' && may('structures:write')}
        onClose={() => void navigate({ search: ({ modifier: _closed, ...kept }) => kept, replace: true, resetScroll: false })}
      />
    </Page>
  )
}

function Facts({ structure: { id, kind, dac, finess } }: { structure: Structure }) {
  const { t } = useText()
  return (
    <dl className={css['facts']}>
      <div>
        <dt>{t('places.kind')}</dt>
        <dd>{kind}</dd>
      </div>
      <div>
        <dt>{t('places.rooms')}</dt>
        <dd>{dac ? <Tag tone="ok">{t('places.dac')}</Tag> : t('places.no-rooms')}</dd>
      </div>
      {finess !== undefined && (
        <div>
          <dt>{t('places.finess')}</dt>
          <dd>{finess}</dd>
        </div>
      )}
      <div>
        <dt>{t('places.id')}</dt>
        <dd className={css['room']}>
          <code>{id}</code>
          <CopyButton value={id} label={t('places.id.copy')} />
        </dd>
      </div>
    </dl>
  )
}
