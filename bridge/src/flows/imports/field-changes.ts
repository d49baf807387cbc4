import type { z } from 'zod'
import { Fault } from '../../core/faults.ts'
import type { FieldChange } from '../../db/schema/imports.ts'
import type { RowDone } from './plan-row.ts'

type Shown = Readonly<Record<string, string | null | undefined>>

/** What a row made of what was there: undefined when there was nothing. */
export function doneBetween(before: Shown | undefined, after: Shown): RowDone {
  const difference = Object.keys(after).flatMap((field): FieldChange[] => {
    const [was, is] = [before?.[field] ?? null, after[field] ?? null]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
  return { outcome: before === undefined ? 'created' : difference.length === 0 ? 'unchanged' : 'changed', difference }
}

/** What a row says beside what was there, as the API takes it. Throws BAD_REQUEST with the field that is missing or wrong. */
export function asBody<Schema extends z.ZodType>(schema: Schema, given: object): z.output<Schema> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  throw new Fault('BAD_REQUEST', String(read.error.issues[0]?.path[0] ?? ''))
}
