import { Button, NativeSelect } from '@mantine/core'
import type { Encoding, ImportDetail, Separator } from 'bridge/contract'
import { useState } from 'react'
import { useLanguage, useText } from '../../text/text.tsx'
import css from './imports.module.css'

const ENCODINGS = ['utf-8', 'utf-8-bom', 'utf-16le', 'windows-1252'] as const satisfies readonly Encoding[]
const SEPARATORS = [
  [';', 'semicolon'],
  [',', 'comma'],
  ['\t', 'tab'],
] as const satisfies readonly (readonly [Separator, string])[]

interface Given {
  given: ImportDetail
  busy: boolean
  onRead: (how: { encoding: Encoding; separator: Separator }) => void
  onCheck: (fields: readonly (string | null)[]) => void
}

/** How the file was read, and what each of its columns is. */
export function ColumnMap({ given, busy, onRead, onCheck }: Given) {
  const { t } = useText()
  const { language } = useLanguage()
  const { columns, fields } = given
  const [chosen, setChosen] = useState(columns.map(({ field }) => field))
  const [encoding, separator] = [given.encoding ?? 'utf-8', given.separator ?? ';']
  const missing = fields.filter(({ name, needed }) => needed && !chosen.includes(name))
  const choose = (column: number, field: string) =>
    // A field comes from one column alone: the other one lets it go.
    setChosen(chosen.map((before, index) => (index === column ? field || null : before === field ? null : before)))
  return (
    <div className={css['form']}>
      <div className={css['fields']}>
        <NativeSelect
          size="md"
          label={t('imports.encoding')}
          description={t('imports.encoding.help')}
          value={encoding}
          disabled={busy}
          onChange={(event) => onRead({ separator, encoding: ENCODINGS.find((one) => one === event.currentTarget.value) ?? encoding })}
          data={ENCODINGS.map((one) => ({ value: one, label: t(`imports.encoding.${one}`) }))}
        />
        <NativeSelect
          size="md"
          label={t('imports.separator')}
          description={t('imports.separator.help')}
          value={SEPARATORS.find(([sign]) => sign === separator)?.[1]}
          disabled={busy}
          onChange={(event) =>
            onRead({ encoding, separator: SEPARATORS.find(([, name]) => name === event.currentTarget.value)?.[0] ?? separator })
          }
          data={SEPARATORS.map(([, name]) => ({ value: name, label: t(`imports.separator.${name}`) }))}
        />
      </div>
      <ul className={css['columns']}>
        {columns.map(({ name, sample }, column) => (
          <li key={`${column} ${name}`} className={css['column']}>
            <div className={css['words']}>
              <p className={css['name']}>{name === '' ? t('imports.column.unnamed', { number: column + 1 }) : name}</p>
              <p className={css['fine']}>{sample.filter((cell) => cell !== '').join(' · ') || t('imports.column.empty')}</p>
            </div>
            <NativeSelect
              size="md"
              aria-label={t('imports.column.field', { name: name === '' ? String(column + 1) : name })}
              value={chosen[column] ?? ''}
              onChange={(event) => choose(column, event.currentTarget.value)}
              data={[
                { value: '', label: t('imports.column.none') },
                ...fields.map((field) => ({
                  value: field.name,
                  label: field.needed ? t('imports.field.needed', { name: field[language] }) : field[language],
                })),
              ]}
            />
          </li>
        ))}
      </ul>
      <div className={css['acts']}>
        <Button loading={busy} disabled={missing.length > 0} onClick={() => onCheck(chosen)}>
          {t('imports.act.check')}
        </Button>
        {missing.length > 0 && (
          <span className={css['missing']}>{t('imports.missing', { names: missing.map((field) => field[language]).join(', ') })}</span>
        )}
      </div>
    </div>
  )
}
