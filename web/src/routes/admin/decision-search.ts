/** What the addresses of the decisions' pages hold. */
type Text = Record<string, string | undefined>

export interface DecisionSearch {
  etat?: 'refus' | 'accord'
  motif?: string
  acte?: string
  personne?: string
  cercle?: string
  structure?: string
  du?: string
  au?: string
  suite?: string
  /** The decision whose "why" is open. */
  ouvert?: string
}
const DAY = /^\d{4}-\d\d-\d\d$/

export const readDecisionSearch = (raw: Text): DecisionSearch => ({
  ...(raw['etat'] === 'refus' || raw['etat'] === 'accord' ? { etat: raw['etat'] } : {}),
  ...words(raw, ['motif', 'acte', 'personne', 'cercle', 'structure', 'suite', 'ouvert']),
  ...words(raw, ['du', 'au'], DAY),
})

export interface SimulatorSearch {
  acte?: string
  qui?: string
  sur?: string
  cercle?: string
  structure?: string
  genre?: 'liaison' | 'documents' | 'space'
  suivi?: 'oui'
}
export const readSimulatorSearch = (raw: Text): SimulatorSearch => ({
  ...words(raw, ['acte', 'qui', 'sur', 'cercle', 'structure']),
  ...(raw['genre'] === 'liaison' || raw['genre'] === 'documents' || raw['genre'] === 'space' ? { genre: raw['genre'] } : {}),
  ...(raw['suivi'] === 'oui' ? { suivi: 'oui' as const } : {}),
})

function words<const Name extends string>(raw: Text, names: readonly Name[], form = /^.{1,200}$/): { [Key in Name]?: string } {
  const given = names.flatMap((name) => (raw[name] !== undefined && form.test(raw[name]) ? [[name, raw[name]]] : []))
  return Object.fromEntries(given) as { [Key in Name]?: string }
}
