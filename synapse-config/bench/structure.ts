import { Client } from 'pg'
import { ask } from './ask.ts'
import { type Figure, compared } from './figure.ts'
import { inTurn, pairsOf, timed } from './pairs.ts'
import type { Benched, Stacks } from './stacks.ts'

interface Size {
  readonly id: string
  readonly people: number
  /** Of the one whose pages are asked for, and whose departure left as many without anybody of the structure. */
  readonly circles: number
}
const MANY: Size = { id: 'bench-grande', people: 10_000, circles: 500 }
const FEW: Size = { id: 'bench-petite', people: 100, circles: 5 }

/** The people of a structure of 10,000 against one of 100, and what is known of a person of 500 circles against one of 5, in one registry. */
export async function benchStructure(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const stack = await stacks.whole()
  const [many, few] = [await fill(stack, MANY), await fill(stack, FEW)]
  const page = (path: string) => () => timed(() => ask({ method: 'GET', url: `${stack.apiUrl}/api/v1/${path}`, token: stack.apiKey }))
  const figures: Figure[] = []
  for (const [what, of, path] of PAGES) {
    const [ours, reference] = [page(path(MANY.id, many)), page(path(FEW.id, few))]
    await inTurn(20, ours, reference)
    const taken = await inTurn(quick ? 40 : 200, ours, reference)
    const goal = { is: 'at most', value: 1.2 } as const
    figures.push({ name: `${what}, ${of}`, unit: 'ms', ...compared(pairsOf(taken)), goal })
  }
  return figures
}
const [STAFF, CIRCLES] = ['10 000 / 100 personnes', '500 / 5 cercles']
/** Pages of five: as many rows on both sides. */
const PAGES: readonly (readonly [what: string, of: string, path: (id: string, departure: string) => string])[] = [
  ['Première page des contacts', STAFF, (id) => `structures/${id}/contacts`],
  ['Contacts qu’un mot nomme', STAFF, (id) => `structures/${id}/contacts?search=nom17x`],
  ['Contacts que tous les mots nomment', STAFF, (id) => `structures/${id}/contacts?search=nom`],
  ['Cercles d’une personne', CIRCLES, (id) => `people/${id}-suivi/circles?limit=5`],
  ['Documents d’une personne', CIRCLES, (id) => `people/${id}-suivi/documents?limit=5`],
  ['Cercles qu’un départ a laissés', CIRCLES, (id, departure) => `structures/${id}/departures/${departure}/circles?limit=5`],
]

/** Gives the identifier of the departure. */
async function fill({ databaseUrl }: Benched, { id, people, circles }: Size): Promise<string> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const made = (sql: string, values: unknown[] = []) => client.query<{ id: string }>(sql, values)
  const person = `insert into person (id, given_name, family_name, profession, status, administrator, localpart)`
  try {
    await made(`insert into structure (id, name, kind, dac) values ($1, $1, 'DAC', false)`, [id])
    await made(`${person} select $1 || '-' || i, 'Anne', 'NOM' || i || 'X', 'Infirmière', 'active', false, $1 || '-' || i from generate_series(1, $2::int) i`, [id, people]) // prettier-ignore
    await made(`${person} values ($1 || '-suivi', 'Paul', 'SUIVI', 'Médecin', 'active', false, $1 || '-suivi'), ($1 || '-parti', 'Luc', 'PARTI', 'Médecin', 'departed', false, $1 || '-parti')`, [id]) // prettier-ignore
    await made(
      `insert into employment (structure, person, source, role, start_at, requested_by)
       select $1, $1 || '-' || i, 'bench', 'member', now() - interval '1 day', 'bench' from generate_series(1, $2::int) i`,
      [id, people],
    )
    await made(`insert into patient (id, display_name, identifiers) select $1 || '-' || i, 'Usager ' || i, '[]' from generate_series(1, $2::int) i`, [id, circles]) // prettier-ignore
    await made(`insert into circle (id, patient, structure, status) select p.id, p.id, $1, 'active' from patient p where starts_with(p.id, $1 || '-')`, [id]) // prettier-ignore
    await made(
      `insert into room (kind, ref, scope, room_id, in_step, checked_at)
       select 'journal', c.id, 'circle', '!' || c.id || ':x', true, now() from circle c where c.structure = $1`,
      [id],
    )
    await made(
      `insert into circle_membership (circle, person, source, role, start_at, requested_by)
       select c.id, $1 || '-suivi', 'bench', 'Médecin traitant', now() - interval '1 day', 'bench' from circle c where c.structure = $1`,
      [id],
    )
    await made(
      `insert into room_event (event_id, kind, ref, at, sender, person, said)
       select '$' || c.id, 'journal', c.id, now(), '@x:x', $1 || '-suivi', true from circle c where c.structure = $1`,
      [id],
    )
    await made(
      `insert into document (event_id, kind, ref, at, person, address, name, type, category, size)
       select e.event_id, e.kind, e.ref, e.at, e.person, 'mxc://x/x', 'essai.pdf', 'application/pdf', 'pdf', 1000
       from room_event e join circle c on c.id = e.ref and e.kind = 'journal' where c.structure = $1`,
      [id],
    )
    const { rows } = await made(
      `insert into departure (person, structure, at, requested_by, source) values ($1 || '-parti', $1, now(), 'bench', 'bench') returning id`,
      [id],
    )
    const departure = String(rows[0]?.id)
    await made(`insert into departure_circle (departure, structure, circle) select $2, $1, c.id from circle c where c.structure = $1`, [id, departure]) // prettier-ignore
    await made('vacuum (analyze)')
    return departure
  } finally {
    await client.end()
  }
}
