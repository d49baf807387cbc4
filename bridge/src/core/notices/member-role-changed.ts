import { fullName } from '../names.ts'
import { byWhom, notice, people } from './notice.ts'

export const memberRoleChanged = notice(
  'member.role-changed',
  (told) => `Changement de rôle : ${people(told, (one) => `${fullName(one)}, ${one.formerRole} → ${one.role}`)}${byWhom(told)}.`,
)
