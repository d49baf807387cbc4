import { NativeSelect, Select, Switch } from '@mantine/core'
import type { OwnCircle } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './documents.module.css'
import { CATEGORIES, type OwnDocumentSearch } from './own-document-search.ts'
import { SearchField } from '../search-field.tsx'
import { DayFields } from '../day-fields.tsx'

interface Given {
  search: OwnDocumentSearch
  onChange: (change: Partial<Record<keyof OwnDocumentSearch, string | undefined>>) => void
  circles: readonly OwnCircle[]
  people: readonly { id: string; name: string }[]
  onPeople: (typed: string) => void
}

export function OwnDocumentFilters({ search, onChange, ...choices }: Given) {
  const { t } = useText()
  const narrow = useIsNarrow()
  const { q = '', usager, type, par, du, au } = search
  const chosen = [usager, type, par, du, au].filter((one) => one !== undefined).length
  const rest = <Rest {...choices} search={search} onChange={onChange} />
  return (
    <search className={css['filters']}>
      <SearchField label={t('own-documents.search')} value={q} onType={(typed) => onChange({ q: typed })} className={css['words']} />
      {narrow ? (
        <details className={css['more']}>
          <summary>{t('own-documents.filters', { count: chosen })}</summary>
          <div className={css['filters']}>{rest}</div>
        </details>
      ) : (
        rest
      )}
      <Switch
        size="md"
        label={t('own-documents.grouped')}
        checked={search.vue === 'usager'}
        onChange={(event) => onChange({ vue: event.currentTarget.checked ? 'usager' : undefined })}
        className={css['switch'] ?? ''}
      />
    </search>
  )
}

function Rest({ search: { usager, type, par, du, au }, onChange, circles, people, onPeople }: Given) {
  const { t } = useText()
  return (
    <>
      <Select
        size="md"
        label={t('own-documents.patient')}
        placeholder={t('own-documents.patient.all')}
        searchable
        clearable
        limit={50}
        nothingFoundMessage={t('own-documents.no-such')}
        value={usager ?? null}
        onChange={(id) => onChange({ usager: id ?? undefined })}
        data={circles.map(({ id, patient, structure }) => ({ value: id, label: `${patient.displayName} · ${structure.name}` }))}
        clearButtonProps={{ 'aria-label': t('own-documents.patient.all') }}
        className={css['select'] ?? ''}
      />
      <Select
        size="md"
        label={t('own-documents.depositor')}
        placeholder={t('own-documents.depositor.all')}
        searchable
        clearable
        limit={50}
        nothingFoundMessage={t('own-documents.no-such')}
        value={par ?? null}
        onChange={(id) => onChange({ par: id ?? undefined })}
        onSearchChange={onPeople}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        clearButtonProps={{ 'aria-label': t('own-documents.depositor.all') }}
        className={css['select'] ?? ''}
      />
      <NativeSelect
        size="md"
        label={t('documents.type')}
        value={type ?? ''}
        onChange={(event) => onChange({ type: event.currentTarget.value })}
        data={[
          { value: '', label: t('documents.type.all') },
          ...CATEGORIES.map((value) => ({ value, label: t(`documents.type.${value}`) })),
        ]}
        className={css['type'] ?? ''}
      />
      <DayFields
        labels={{ from: t('own-documents.from'), to: t('own-documents.to') }}
        from={du}
        to={au}
        onFrom={(day) => onChange({ du: day ?? '' })}
        onTo={(day) => onChange({ au: day ?? '' })}
        className={css['date'] ?? ''}
      />
    </>
  )
}
