import { createHash } from 'node:crypto'
import { z } from 'zod'
import { MemberBody, PersonBody, SnapshotBody, StructureBody } from '../../contract.ts'
import { CircleId, PersonId, StructureId } from '../../core/ids.ts'

const where = z.union([
  z.strictObject({ scope: z.literal('circle'), ref: CircleId }),
  z.strictObject({ scope: z.literal('staff'), ref: StructureId }),
])
const { reason } = MemberBody.shape

/** What may be asked of the registry and end accesses, as it was understood: stored when it is stopped, applied when it is approved. */
export const HeldInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('members.replace'), circle: CircleId, body: SnapshotBody, confirmEmpty: z.boolean() }),
  z.strictObject({ kind: z.literal('period.put'), where, person: PersonId, period: MemberBody }),
  z.strictObject({ kind: z.literal('period.end'), where, person: PersonId, reason }),
  z.strictObject({ kind: z.literal('circle.end'), circle: CircleId, reason }),
  z.strictObject({ kind: z.literal('structure.put'), structure: StructureId, body: StructureBody, reason }),
  z.strictObject({ kind: z.literal('person.put'), person: PersonId, body: PersonBody, reason }),
  z.strictObject({ kind: z.literal('person.depart'), person: PersonId }),
  z.strictObject({
    kind: z.literal('departure'),
    person: PersonId,
    structure: StructureId.nullable(),
    reason: z.string(),
    contact: PersonId.nullable(),
    manager: PersonId.nullable(),
  }),
])
export type HeldInput = z.infer<typeof HeldInput>

/** A period of an input, with its instants. */
export const askedPeriod = ({ start, end, ...rest }: z.infer<typeof MemberBody>) => ({
  ...rest,
  start: start === undefined ? undefined : new Date(start),
  end: end === undefined || end === null ? null : new Date(end),
})

export function reasonOf(input: HeldInput): string | null {
  switch (input.kind) {
    case 'members.replace':
      return input.body.reason ?? null
    case 'period.put':
      return input.period.reason ?? null
    case 'period.end':
    case 'circle.end':
    case 'structure.put':
    case 'person.put':
    case 'departure':
      return input.reason ?? null
    default:
      return null
  }
}

/** The same input of the same author, in whatever order its members come. */
export function digestOfInput(author: string, source: string, input: HeldInput): Buffer {
  const same =
    input.kind === 'members.replace'
      ? { ...input, body: { ...input.body, members: input.body.members.toSorted((a, b) => (a.personId < b.personId ? -1 : 1)) } }
      : input
  return createHash('sha256')
    .update(JSON.stringify([author, source, same]))
    .digest()
}

export interface Subject {
  readonly circle?: CircleId
  readonly structure?: StructureId
  readonly person?: PersonId
}
/** Who and what it is about. */
export function subjectOf(input: HeldInput): Subject {
  switch (input.kind) {
    case 'members.replace':
    case 'circle.end':
      return { circle: input.circle }
    case 'period.put':
    case 'period.end':
      return { ...(input.where.scope === 'circle' ? { circle: input.where.ref } : { structure: input.where.ref }), person: input.person }
    case 'structure.put':
      return { structure: input.structure }
    case 'person.put':
    case 'person.depart':
    case 'departure':
      return { person: input.person }
  }
}
