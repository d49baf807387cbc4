import { Button, Checkbox, NativeSelect, SegmentedControl } from '@mantine/core'
import { SIMULATED, type SimulatedActName, isSimulated } from 'policies'
import { type ReactNode, useState } from 'react'
import type { SimulatorSearch } from '../routes/admin/decision-search.ts'
import { useText } from '../text/text.tsx'
import css from './decisions.module.css'
import { useJudged } from './use-judged.ts'

export type Values = SimulatorSearch
export interface Pickers {
  who: (error: string | undefined) => ReactNode
  subject: (error: string | undefined) => ReactNode
  circle: (error: string | undefined) => ReactNode
  structure: (error: string | undefined) => ReactNode
}
interface Given {
  values: Values
  onChange: (values: Values) => void
  onSubmit: () => void
  busy: boolean
  pickers: Pickers
}

export const actOf = ({ acte = '' }: Values): SimulatedActName => (isSimulated(acte) ? acte : 'read')
export const missingIn = (values: Values): ('who' | 'subject' | 'where')[] => {
  const { place, subject } = SIMULATED[actOf(values)]
  return [
    ...(values.qui === undefined ? (['who'] as const) : []),
    ...(subject && values.sur === undefined ? (['subject'] as const) : []),
    ...(place && values.cercle === undefined && values.structure === undefined ? (['where'] as const) : []),
  ]
}

/** Who, what, where: the question that the rules are asked. */
export function SimulationForm({ values, onChange, onSubmit, busy, pickers }: Given) {
  const { t } = useText()
  const [dac, setDac] = useState(values.structure !== undefined)
  const act = actOf(values)
  const { place, subject } = SIMULATED[act]
  const missing = missingIn(values)
  const { judged, form, onSubmit: submit } = useJudged(missing.length > 0, onSubmit)
  const wrong = (what: (typeof missing)[number]) => (judged && missing.includes(what) ? t(`simulator.${what}.missing`) : undefined)
  return (
    <form ref={form} onSubmit={submit} noValidate className={css['form']}>
      {pickers.who(wrong('who'))}
      <NativeSelect
        size="md"
        label={t('simulator.act')}
        value={act}
        onChange={(event) => onChange({ ...values, acte: event.currentTarget.value })}
        data={ACTS.map((value) => ({ value, label: t(`act.${value}`) }))}
      />
      {subject && pickers.subject(wrong('subject'))}
      {place && (
        <>
          <fieldset className={css['state']}>
            <legend>{t('simulator.where')}</legend>
            <SegmentedControl
              size="md"
              color="petrol"
              fullWidth
              value={dac ? 'dac' : 'journal'}
              onChange={(value) => {
                setDac(value === 'dac')
                const { cercle: _circle, structure: _structure, ...kept } = values
                onChange(kept)
              }}
              data={(['journal', 'dac'] as const).map((value) => ({ value, label: t(`simulator.where.${value}`) }))}
            />
          </fieldset>
          {dac ? pickers.structure(wrong('where')) : pickers.circle(wrong('where'))}
          {dac && (
            <NativeSelect
              size="md"
              label={t('simulator.kind')}
              value={values.genre ?? 'liaison'}
              onChange={(event) => onChange({ ...values, genre: KINDS.find((kind) => kind === event.currentTarget.value) ?? 'liaison' })}
              data={KINDS.map((value) => ({ value, label: t(`simulator.kind.${value}`) }))}
            />
          )}
        </>
      )}
      {act.startsWith('delete') && (
        <Checkbox
          size="md"
          label={t('simulator.followed')}
          checked={values.suivi === 'oui'}
          onChange={(event) => {
            const { suivi: _followed, ...kept } = values
            onChange(event.currentTarget.checked ? { ...kept, suivi: 'oui' } : kept)
          }}
        />
      )}
      <Button type="submit" loading={busy}>
        {t('simulator.run')}
      </Button>
    </form>
  )
}
const KINDS = ['liaison', 'documents', 'space'] as const
const ACTS = Object.keys(SIMULATED) as SimulatedActName[]
