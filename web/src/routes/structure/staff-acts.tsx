import type { Contact } from 'bridge/contract'
import type { StaffAct } from '../../ui/structure/staff-list.tsx'
import { Departure } from './departure.tsx'
import type { Inside } from './in-structure.tsx'
import { AbsenceOf, EndAbsence, Substitute } from './staff-dialogs.tsx'

interface Given extends Inside {
  act: StaffAct
  person: Contact
  onClose: () => void
}

/** What a manager chose to do for somebody, in its dialog. */
export function StaffActs({ act, structure: { id }, person, onClose }: Given) {
  const given = { structure: id, person, onClose }
  switch (act) {
    case 'substitute':
      return <Substitute {...given} />
    case 'absence':
      return <AbsenceOf {...given} />
    case 'absence-end':
      return <EndAbsence {...given} />
    case 'depart':
      return <Departure {...given} />
  }
}
