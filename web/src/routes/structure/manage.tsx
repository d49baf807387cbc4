import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Contact, Substitution } from 'bridge/contract'
import { useState } from 'react'
import { heldDeparturesQuery, substitutionsQuery } from '../../api/staff.ts'
import { contactsQuery } from '../../api/structure.ts'
import { useText } from '../../text/text.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Block } from '../../ui/page.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { HeldDepartureList } from '../../ui/structure/held-departures.tsx'
import { type StaffAct, StaffList } from '../../ui/structure/staff-list.tsx'
import css from '../../ui/structure/structure.module.css'
import { SubstitutionList } from '../../ui/structure/substitution-list.tsx'
import { type Inside, InStructure, StructurePage } from './in-structure.tsx'
import { StaffActs } from './staff-acts.tsx'
import { EndSubstitution } from './staff-dialogs.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { useMore } from '../use-more.ts'

const route = getRouteApi('/pages/structure/gestion')

/** What the managers of a DAC do: absences, substitutions, departures. */
export function Manage() {
  const { t } = useText()
  const { structure } = route.useSearch()
  return (
    <InStructure title={t('manage.title')} wanted={structure} managers>
      {(inside) => <Management key={inside.structure.id} {...inside} />}
    </InStructure>
  )
}

function Management(inside: Inside) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { id } = inside.structure
  const [act, setAct] = useState<{ act: StaffAct; person: Contact } | null>(null)
  const [ending, setEnding] = useState<Substitution | null>(null)
  return (
    <StructurePage {...inside} title={t('manage.title')} onChoose={(other) => void navigate({ search: { structure: other } })} error={null}>
      <HeldDepartures structure={id} />
      <Staff {...inside} onAct={(what, person) => setAct({ act: what, person })} />
      <Substitutions structure={id} onEnd={setEnding} />
      {act !== null && <StaffActs {...inside} {...act} onClose={() => setAct(null)} />}
      {ending !== null && <EndSubstitution structure={id} substitution={ending} onClose={() => setEnding(null)} />}
    </StructurePage>
  )
}

/** Nothing, as long as none waits. */
function HeldDepartures({ structure }: { structure: string }) {
  const { t } = useText()
  const list = useInfiniteQuery(heldDeparturesQuery(structure))
  const { data, error, refetch } = list
  const more = useMore(list)
  const items = data?.pages.flatMap((one) => one.items) ?? []
  if (items.length === 0 && error === null) return null
  return (
    <Block flush title={t('departure.held.list')} lead={t('departure.held.list.lead')}>
      {error === null ? <HeldDepartureList items={items} /> : <Failure error={error} onRetry={() => void refetch()} />}
      <MoreButton more={more} label={t('departure.held.more')} className={css['inside']} />
    </Block>
  )
}

function Staff({ structure, profile, onAct }: Inside & { onAct: (act: StaffAct, person: Contact) => void }) {
  const { t } = useText()
  const navigate = route.useNavigate()
  const { q = '' } = route.useSearch()
  const [words] = useDebouncedValue(q.trim(), 200)
  const list = useInfiniteQuery(contactsQuery(structure.id, words))
  const { data, error, refetch } = list
  const more = useMore(list)
  const people = data?.pages.flatMap(({ items }) => items)
  return (
    <Block flush title={t('manage.staff')} lead={t('manage.staff.lead')}>
      <search className={css['inside']}>
        <SearchField
          label={t('contacts.search')}
          value={q}
          onType={(value) => void navigate({ replace: true, search: { structure: structure.id, ...(value === '' ? {} : { q: value }) } })}
        />
      </search>
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : people === undefined ? (
        <Waiting lines={6} height={44} />
      ) : people.length > 0 ? (
        <StaffList people={people} me={profile.id} onAct={onAct} />
      ) : (
        <Empty title={t('contacts.nothing.title')} why={t('contacts.nothing.why', { words })} />
      )}
      <MoreButton more={more} label={t('contacts.more')} className={css['inside']} />
    </Block>
  )
}

function Substitutions({ structure, onEnd }: { structure: string; onEnd: (one: Substitution) => void }) {
  const { t } = useText()
  const list = useInfiniteQuery(substitutionsQuery(structure))
  const { data, error, refetch } = list
  const more = useMore(list)
  const items = data?.pages.flatMap((one) => one.items)
  return (
    <Block flush title={t('substitution.list')} lead={t('substitution.list.lead')}>
      {error !== null ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : items === undefined ? (
        <Waiting lines={3} height={44} />
      ) : items.length > 0 ? (
        <SubstitutionList items={items} onEnd={onEnd} />
      ) : (
        <Empty title={t('substitution.none')} why={t('substitution.none.why')} />
      )}
      <MoreButton more={more} label={t('substitution.more')} className={css['inside']} />
    </Block>
  )
}
