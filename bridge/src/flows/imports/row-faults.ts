import type { ImportKind } from '../../contract.ts'
import { FAULTS, type Fault, type FaultCode } from '../../core/faults.ts'
import type { RowFault } from '../../db/schema/imports.ts'
import { FIELDS } from './fields/fields.ts'

/** Which cell a refusal is about, when it does not say so itself: the first of these that the file has. */
const ABOUT: Partial<Record<FaultCode, readonly string[]>> = {
  PERSON_UNKNOWN: ['personId'],
  PERSON_DEPARTED: ['personId'],
  CIRCLE_UNKNOWN: ['circleId'],
  CIRCLE_IS_CLOSED: ['circleId'],
  STRUCTURE_UNKNOWN: ['structureId'],
  DEPARTURE_UNDER_WAY: ['status'],
}

/** Why a row was refused, in the words of the API, with the column at fault. */
export function rowFault(kind: ImportKind, columns: readonly string[], { code, path, errors }: Fault): RowFault {
  const named = [path ?? '', ...(ABOUT[code] ?? [])]
  const field = FIELDS[kind].find(({ name }) => named.includes(name))
  const column = field === undefined ? -1 : columns.indexOf(field.name)
  const at = { field: field?.name ?? null, column: column < 0 ? null : column }
  // What a new one needs and the row does not say: the API's words are about a request.
  if (code === 'BAD_REQUEST' && field !== undefined)
    return {
      ...at,
      fr: `il manque « ${field.fr} » : on attend ${field.expected.fr}`,
      en: `“${field.en}” is missing; expected: ${field.expected.en}`,
    }
  const more = errors?.map(({ message }) => ` ${message}`).join('') ?? ''
  return { ...at, fr: `${FAULTS[code].fr}${more}`, en: `${FAULTS[code].en}${more}` }
}
