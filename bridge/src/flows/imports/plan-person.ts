import { type Person, PersonBody } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'
import { PersonId } from '../../core/ids.ts'
import { findPerson, lockPerson } from '../../db/people.ts'
import { putPersonIn } from '../put-person.ts'
import { asBody, doneBetween } from './field-changes.ts'
import type { PlanRow } from './plan-row.ts'

const shown = ({ familyName, givenName, profession, rpps, email, telephone, status }: Person) => ({
  familyName,
  givenName,
  profession,
  rpps,
  email,
  telephone,
  status,
})

/** A professional: what the row does not say stays, their rights in the console included. */
export const planPerson: PlanRow = async (world, { id: given, ...values }) => {
  const id = PersonId.parse(given)
  const read = await findPerson(world.db, id, world.serverName)
  const { id: _id, userId: _userId, account: _account, version: _version, ...kept } = read ?? ({} as Partial<Person>)
  const body = asBody(PersonBody, { ...kept, ...values })
  return {
    input: { kind: 'person.put', person: id, body },
    async act(trx, asked) {
      const before = await lockPerson(trx, id, world.serverName)
      if (before?.version !== read?.version) throw new Fault('CHANGED_MEANWHILE')
      const after = await putPersonIn(trx, world, { id, before, body }, asked)
      return doneBetween(before && shown(before), shown(after))
    },
  }
}
