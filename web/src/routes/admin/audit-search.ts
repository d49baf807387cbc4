/** What the addresses of the audit's pages hold. */
type Text = Record<string, string | undefined>
const DAY = /^\d{4}-\d\d-\d\d$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

export interface AuditSearch {
  mots?: string
  genre?: string
  personne?: string
  cercle?: string
  structure?: string
  du?: string
  au?: string
  suite?: string
  /** The event whose details are open. */
  ouvert?: string
}
export const readAuditSearch = (raw: Text): AuditSearch => ({
  ...words(raw, ['mots', 'genre', 'personne', 'cercle', 'structure', 'suite', 'ouvert']),
  ...words(raw, ['du', 'au'], DAY),
})

export const THINGS = ['cercle', 'structure', 'message', 'fichier'] as const
export type ThingAsked = (typeof THINGS)[number]
export interface ReadersSearch {
  objet?: ThingAsked
  cercle?: string
  structure?: string
  message?: string
  fichier?: string
  /** An instant, as the reader's clock shows it; or from a day to another. */
  le?: string
  du?: string
  au?: string
}
export const readReadersSearch = (raw: Text): ReadersSearch => {
  const thing = THINGS.find((one) => one === raw['objet'])
  return {
    ...(thing === undefined ? {} : { objet: thing }),
    ...words(raw, ['cercle', 'structure', 'message', 'fichier'], /^.{1,300}$/),
    ...words(raw, ['le'], MOMENT),
    ...words(raw, ['du', 'au'], DAY),
  }
}

export interface ReadableSearch {
  personne?: string
  le?: string
}
export const readReadableSearch = (raw: Text): ReadableSearch => ({ ...words(raw, ['personne']), ...words(raw, ['le'], MOMENT) })

function words<const Name extends string>(raw: Text, names: readonly Name[], form = /^.{1,200}$/): { [Key in Name]?: string } {
  const given = names.flatMap((name) => (raw[name] !== undefined && form.test(raw[name]) ? [[name, raw[name]]] : []))
  return Object.fromEntries(given) as { [Key in Name]?: string }
}

/** Midnight where the reader is, so many days later. */
export function startOf(day: string | undefined, later = 0): string | undefined {
  const date = new Date(`${day ?? ''}T00:00:00`)
  if (Number.isNaN(date.getTime())) return undefined
  date.setDate(date.getDate() + later)
  return date.toISOString()
}
/** The instant that the reader's clock shows like this. */
export function instantOf(moment: string | undefined): string | undefined {
  const date = new Date(moment ?? '')
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
