import type { ExportedJournal } from '../../core/exports/document.ts'
import type { Transcript } from '../../core/exports/transcript.ts'
import { type CircleId, localpartOf } from '../../core/ids.ts'
import { findCircle } from '../../db/circles.ts'
import { listAuthorNames } from '../../db/export-names.ts'
import { listEmployers, listMembers } from '../../db/periods.ts'
import type { World } from '../world.ts'

/** What is in the files of a copy besides what was said: whose journal it is, its members over all time, who is called how. */
export async function gatherJournal(
  world: World,
  id: CircleId,
  asked: Pick<ExportedJournal, 'language' | 'exporter' | 'reason' | 'from' | 'to'>,
  transcript: Transcript,
): Promise<ExportedJournal> {
  const { db, now, zone } = world
  const at = now()
  const [circle, members] = await Promise.all([findCircle(db, id, at), listMembers(db, id, 'all')])
  if (circle === undefined) throw new Error('a copy has lost its circle')
  const people = [...new Set(members.map(({ personId }) => personId as string))]
  const employers = await db.transaction().execute((trx) => listEmployers(trx, people, at))
  return {
    ...asked,
    zone,
    at,
    patient: circle.patient.displayName,
    structure: circle.structure.name,
    members: members.map(({ personId, name, role, start, end }) => ({
      name,
      role,
      structures: employers.get(personId) ?? [],
      start: new Date(start),
      end: end === null ? null : new Date(end),
    })),
    names: await namesOf(world, transcript),
    transcript,
  }
}

async function namesOf({ db, matrix, serverName }: World, { entries }: Transcript): Promise<Map<string, string>> {
  const users = [...new Set(entries.flatMap(({ author, deleted }) => [author, ...(deleted === null ? [] : [deleted.by])]))]
  const names = await listAuthorNames(
    db,
    users.flatMap((user) => localpartOf(user, serverName) ?? []),
  )
  const named = users.flatMap((user): [string, string][] => {
    const name = names.get(localpartOf(user, serverName) ?? '')
    return name === undefined ? [] : [[user, name]]
  })
  return new Map([...named, [matrix.bridge, 'SPHERE']])
}
