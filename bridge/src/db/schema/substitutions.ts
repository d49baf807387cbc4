import type { Generated, GeneratedAlways } from 'kysely'

export interface SubstitutionSchema {
  substitution: SubstitutionTable
  departure: DepartureTable
  departure_circle: { departure: string; structure: string; circle: string }
}

/** `until_at`: the first instant without it, be it over or cancelled; one that was cancelled before it began has it before its start. */
interface SubstitutionTable {
  id: GeneratedAlways<string>
  structure: string
  replaced: string
  replacement: string
  start_at: Date
  end_at: Date
  cancelled_at: Date | null
  until_at: GeneratedAlways<Date>
  with_structure: boolean
  reason: string | null
  requested_by: string
  source: string
  version: Generated<number>
  /** That it ended by the calendar was recorded and told. */
  ending_recorded: Generated<boolean>
}

interface DepartureTable {
  id: GeneratedAlways<string>
  person: string
  /** Whose manager recorded it; null: another system. */
  structure: string | null
  at: Date
  reason: string | null
  requested_by: string
  source: string
  /** To whom one writes instead. */
  contact: string | null
  /** Made active again: from then on it is history. */
  returned_at: Date | null
}
