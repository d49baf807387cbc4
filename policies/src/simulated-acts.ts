/** The acts that one can ask about without doing them, and what the question needs: a room, somebody whom the act is about. */
interface Needs {
  readonly place: boolean
  readonly subject: boolean
}
const THERE: Needs = { place: true, subject: false }
const THERE_ABOUT_SOMEBODY: Needs = { place: true, subject: true }
const NOTHING: Needs = { place: false, subject: false }

export const SIMULATED = {
  read: THERE,
  write: THERE,
  'send-file': THERE,
  react: THERE,
  edit: THERE,
  poll: THERE,
  encrypt: THERE,
  delete: THERE,
  'delete-of-another': THERE,
  'delete-notice': THERE,
  invite: THERE_ABOUT_SOMEBODY,
  kick: THERE_ABOUT_SOMEBODY,
  ban: THERE_ABOUT_SOMEBODY,
  join: THERE,
  leave: THERE,
  knock: THERE,
  'change-name-here': THERE,
  rename: THERE,
  'change-rights': THERE,
  'turn-encryption-on': THERE,
  publish: THERE,
  'export-journal': THERE,
  'open-mail': { place: false, subject: true },
  'create-room': NOTHING,
  'change-display-name': NOTHING,
} as const satisfies Record<string, Needs>
export type SimulatedActName = keyof typeof SIMULATED
export const isSimulated = (name: string): name is SimulatedActName => Object.hasOwn(SIMULATED, name)
