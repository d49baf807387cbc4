import { type Caller, type Person, consoleRightOf, mayDo } from '../../contract.ts'
import { Fault } from '../../core/faults.ts'

/**
 * Whoever sets a password may sign in with it: that of whoever enters the console is for those alone who hold every right. Gives the person.
 * Throws PERSON_UNKNOWN, PERSON_DEPARTED, PERSON_SUSPENDED, ONLY_WITH_ALL_RIGHTS.
 */
export function maySetPassword(person: Person | undefined, caller: Caller): Person {
  const active = activeOnly(person)
  if (consoleRightOf(active) !== undefined && !mayDo(caller, '*')) throw new Fault('ONLY_WITH_ALL_RIGHTS')
  return active
}

export function activeOnly(person: Person | undefined): Person {
  if (person === undefined) throw new Fault('PERSON_UNKNOWN')
  if (person.status === 'departed') throw new Fault('PERSON_DEPARTED')
  if (person.status === 'suspended') throw new Fault('PERSON_SUSPENDED')
  return person
}
