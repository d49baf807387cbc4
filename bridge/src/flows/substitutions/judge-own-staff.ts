import { Fault } from '../../core/faults.ts'
import type { PersonId, StructureId } from '../../core/ids.ts'
import { isOwnStaff } from '../../db/profile.ts'
import type { World } from '../world.ts'

/** For those alone who work there in their own right. Throws NOT_STAFF_HERE, of strangers too: no manager learns who exists elsewhere. */
export async function judgeOwnStaff({ db, now }: Pick<World, 'db' | 'now'>, structure: StructureId, person: PersonId): Promise<void> {
  if (!(await isOwnStaff(db, structure, person, now()))) throw new Fault('NOT_STAFF_HERE', 'personId')
}
