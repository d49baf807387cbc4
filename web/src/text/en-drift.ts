import type { frDrift } from './fr-drift.ts'
import type { Texts } from './fr.ts'

export const enDrift: Texts<keyof typeof frDrift> = {
  'nav.drift': 'Drift',
  'drift.title': 'Drift',
  'drift.lead': 'The rooms that are not yet what the registry says, by cause. Everything is tried again by itself; “Repair” does it now.',
  'drift.causes': 'Causes',
  'drift.all': 'All of them',
  'drift.working': 'being worked on',
  'drift.oldest': 'the oldest: {when}',
  'drift.rooms': 'Rooms',
  'drift.paging': 'Pages of the drift',
  'drift.none.title': 'No drift',
  'drift.none.why': 'The homeserver is what the registry says.',
  'drift.none.cause': 'No room has this cause any more.',
  'drift.choose': 'Choose: {what}',
  'drift.since': 'since {when}',
  'drift.attempts': '{count, plural, one {# failed try} other {# failed tries}}',
  'drift.next': 'next try: {when}',
  'drift.repair.chosen': '{count, plural, one {Repair the chosen room} other {Repair the # chosen rooms}}',
  'drift.repair.cause': 'Repair all of this cause',
  'drift.repair.hint': 'Choose rooms, or a cause.',
  'drift.repair.done':
    '{count, plural, =0 {Nothing left to repair.} one {# room is compared and repaired now.} other {# rooms are compared and repaired now.}}',
  'drift.kind.journal': 'Journal {name}',
  'drift.kind.space': 'Space {name}',
  'drift.kind.liaison': 'Liaison book {name}',
  'drift.kind.documents-space': 'Documents {name}',
  'drift.kind.documents': 'Folder {name}',
  'drift.kind.journals-space': 'A person’s journals',
  'drift.kind.mail': 'A conversation',
  'drift.kind.notifications': 'A person’s notifications',
}
