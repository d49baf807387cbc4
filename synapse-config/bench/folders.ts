import { Client } from 'pg'
import { ask } from './ask.ts'
import { type Figure, compared } from './figure.ts'
import { inTurn, pairsOf, timed } from './pairs.ts'
import { personIds } from './registry.ts'
import type { Benched, Stacks } from './stacks.ts'

const MANY = { id: 'bench-classeurs', folders: 200, documents: 10_000 } as const
const FEW = { id: 'bench-peu', folders: 2, documents: 100 } as const

/** The first pages of a DAC with 200 folders and 10,000 documents against one with a hundredth of that, in one registry. */
export async function benchFolders(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  const stack = await stacks.whole()
  for (const size of [MANY, FEW]) await fill(stack, size)
  const page = (dac: string, path: string) => () =>
    timed(() => ask({ method: 'GET', url: `${stack.apiUrl}/api/v1/structures/${dac}/${path}`, token: stack.apiKey }))
  const figures: Figure[] = []
  for (const [what, path] of PAGES) {
    const [ours, reference] = [page(MANY.id, path(MANY.id)), page(FEW.id, path(FEW.id))]
    await inTurn(20, ours, reference)
    const taken = await inTurn(quick ? 40 : 200, ours, reference)
    const goal = { is: 'at most', value: 1.2 } as const
    figures.push({ name: `${what}, 10 000 / 100 documents`, unit: 'ms', ...compared(pairsOf(taken)), goal })
  }
  return figures
}
const PAGES = [
  ['Première page des documents', () => 'documents'],
  ['Documents qu’un mot nomme', () => 'documents?search=essai17.'],
  ['Documents que tous les mots nomment', () => 'documents?search=essai'],
  ['Documents d’un classeur', (dac: string) => `documents?folderId=${dac}-1`],
  ['Classeurs', () => 'folders?limit=2'],
] as const

async function fill({ databaseUrl }: Benched, { id, folders, documents }: typeof MANY | typeof FEW): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const made = (sql: string, values: unknown[] = []) => client.query(sql, values)
  try {
    await made(`insert into structure (id, name, kind, dac) values ($1, $1, 'DAC', true)`, [id])
    await made(
      `insert into folder (id, structure, name, created_at) select $1 || '-' || i, $1, 'Classeur ' || i, now() from generate_series(1, $2::int) as i`,
      [id, folders],
    )
    await made(
      `insert into room (kind, ref, scope, structure, room_id, in_step, checked_at) select 'documents', f.id, 'staff', f.structure, '!' || f.id || ':x', true, now()
       from folder f where f.structure = $1`,
      [id],
    )
    await made(
      `insert into room_event (event_id, kind, ref, at, sender, person, said)
       select '$' || $1 || i, 'documents', $1 || '-' || (1 + i % $2::int), now() - make_interval(mins => i), '@x:x', $4, true from generate_series(1, $3::int) as i`,
      [id, folders, documents, personIds[0]],
    )
    await made(
      `insert into document (event_id, kind, ref, at, person, address, name, type, category, size, structure, title, series)
       select e.event_id, e.kind, e.ref, e.at, e.person, 'mxc://x/x', 'essai' || row_number() over () || '.pdf', 'application/pdf', 'pdf', 1000, $1, 'Titre', e.event_id
       from room_event e where e.kind = 'documents' and starts_with(e.ref, $1 || '-')`,
      [id],
    )
    await made(
      `insert into document_link (event_id, ref, series) select d.event_id, d.ref, d.series from document d where d.structure = $1`,
      [id],
    )
    await made('vacuum (analyze)')
  } finally {
    await client.end()
  }
}
