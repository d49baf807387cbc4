import type { Generated } from 'kysely'

export interface AccessLinkTable {
  id: Generated<string>
  person: string
  /** The same request, worked on twice, makes one link. */
  request: string
  purpose: 'forgotten' | 'invitation'
  issued_at: Date
  expires_at: Date
  used_at: Date | null
  /** By a newer one, another password, another address, a suspension. */
  ended_at: Date | null
}
/** What is left of a kind of try. */
export interface AccessAllowanceTable {
  key: Buffer
  tokens: number
  at: Date
}
