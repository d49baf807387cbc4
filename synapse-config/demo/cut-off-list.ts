import type { Difference } from '../../bridge/src/contract.ts'
import { marcheix } from './circles/marcheix.ts'
import type { Who } from './people.ts'
import { personId } from './content.ts'
import type { RegistryApi } from './registry-api.ts'

/** What an export that broke off sends of a circle of eight: most of them are missing, and somebody is new. */
export const CUT_OFF: { readonly circle: string; readonly listed: readonly { who: Who; role: string }[] } = {
  circle: marcheix.id,
  listed: [
    { who: 'caradec', role: 'Médecin traitant' },
    { who: 'rivoire', role: 'Infirmier libéral' },
    { who: 'haddad', role: 'Référente de parcours' },
    { who: 'lantier', role: 'Coordination HAD' },
  ],
}

/** The brake stops it: it waits at /admin/freins. Where the brake would let it through, it is not sent. Safe to repeat while it waits. */
export async function sendCutOffList(api: RegistryApi): Promise<void> {
  const path = `/circles/${CUT_OFF.circle}/members`
  const members = CUT_OFF.listed.map(({ who, role }) => ({ personId: personId(who), role }))
  const body = { members, reason: 'Import du soir' }
  const { held } = await api.put<Difference>(`${path}?dryRun=true`, body)
  if (held !== null) await api.putHeld(path, body)
}
