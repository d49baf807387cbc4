import type { Caller, Circle, Decision, Person, Structure } from '../../contract.ts'
import { listCircles } from '../../db/circles.ts'
import type { Page } from '../../db/cursor.ts'
import { recordEvents } from '../../db/events.ts'
import { listPeople } from '../../db/people.ts'
import { listStructures } from '../../db/structures.ts'
import { readDecisions } from '../explain-decisions.ts'
import type { Asked, World } from '../world.ts'
import { type Cell, csvLines } from './csv-lines.ts'

const AT_ONCE = 500
type Filter = Readonly<Record<string, unknown>>
type Paged = { cursor: string | undefined; limit: number }
interface List<Item> {
  readonly header: readonly string[]
  readonly row: (item: Item) => readonly Cell[]
  readonly page: (paged: Paged) => Promise<Page<Item>>
}

/**
 * A list as its filters leave it, page by page, as lines of a file. When it ends, also because nobody reads on, it is recorded who took it
 * away, by which filters, and how much: not what was searched, which may be a patient's name.
 */
export async function* exported<Item>(
  { db, now }: World,
  asked: Asked,
  name: 'circles' | 'decisions' | 'drift' | 'movements' | 'people' | 'retentions' | 'structures',
  filter: Filter,
  { header, row, page }: List<Item>,
): AsyncGenerator<string> {
  let count = 0
  let whole = false
  const pages = async function* () {
    for (let cursor: string | undefined; ;) {
      const { items, next } = await page({ cursor, limit: AT_ONCE })
      count += items.length
      yield items.map(row)
      if (next === null) break
      cursor = next
    }
    whole = true
  }
  try {
    yield* csvLines(header, pages())
  } finally {
    const filters = Object.keys(filter).filter((key) => filter[key] !== undefined && filter[key] !== false)
    await db
      .transaction()
      .execute((trx) => recordEvents(trx, asked, now(), [{ type: 'list.exported', after: { list: name, filters, count, whole } }]))
  }
}

const STATUS = { active: 'actif', suspended: 'suspendu', departed: 'parti' } as const
/** With the names of columns that an import knows. */
export const exportPeople = (world: World, filter: Omit<Parameters<typeof listPeople>[1], 'limit' | 'cursor'>, asked: Asked) =>
  exported<Person>(
    world,
    asked,
    'people',
    { ...filter },
    {
      header: ['Identifiant', 'Nom', 'Prénom', 'Profession', 'Numéro RPPS', 'Adresse e-mail', 'Téléphone', 'Statut', 'Compte'],
      row: (person) => [
        person.id,
        person.familyName,
        person.givenName,
        person.profession,
        person.rpps,
        person.email,
        person.telephone,
        STATUS[person.status],
        person.userId,
      ],
      page: (paged) => listPeople(world.db, { ...filter, ...paged }, world.serverName),
    },
  )

const JOURNAL = { sealed: 'scellé', purged: 'purgé' } as const
export const exportCircles = (world: World, filter: Omit<Parameters<typeof listCircles>[1], 'limit' | 'cursor'>, asked: Asked) =>
  exported<Circle>(
    world,
    asked,
    'circles',
    { ...filter },
    {
      header: [
        'Identifiant',
        'Identifiant usager',
        'Usager (nom)',
        'Identifiant structure',
        'Structure (nom)',
        'Statut',
        'Membres',
        'Journal',
      ],
      row: ({ id, patient, structure, status, memberCount, roomId, inStep, journal }) => [
        id,
        patient.id,
        patient.displayName,
        structure.id,
        structure.name,
        status === 'active' ? 'ouvert' : 'fermé',
        memberCount,
        journal === 'kept' ? (roomId === null ? 'pas encore ouvert' : inStep ? 'à jour' : 'en écart') : JOURNAL[journal],
      ],
      page: (paged) => listCircles(world.db, { ...filter, ...paged }, world.now()),
    },
  )

export const exportStructures = (world: World, filter: Omit<Parameters<typeof listStructures>[1], 'limit' | 'cursor'>, asked: Asked) =>
  exported<Structure>(
    world,
    asked,
    'structures',
    { ...filter },
    {
      header: ['Identifiant', 'Nom', 'Numéro FINESS', 'Type', 'DAC'],
      row: ({ id, name, finess, kind, dac }) => [id, name, finess, kind, dac ? 'oui' : 'non'],
      page: (paged) => listStructures(world.db, { ...filter, ...paged }),
    },
  )

/** Names as in the list: for those who may read them where they are kept. */
export const exportDecisions = (
  world: World,
  filter: Omit<Parameters<typeof readDecisions>[1], 'limit' | 'cursor'>,
  caller: Caller,
  asked: Asked,
) =>
  exported<Decision>(
    world,
    asked,
    'decisions',
    { ...filter },
    {
      header: ['Le', 'Fois', 'Réponse', 'Décision', 'Pourquoi', 'Règle', 'Code', 'Compte', 'Lieu'],
      row: ({ lastAt, count, allowed, sentence, why, rule, code, userId, place }) => [
        lastAt,
        count,
        allowed ? 'accord' : 'refus',
        sentence.fr,
        why?.fr,
        rule,
        code,
        userId,
        place?.name,
      ],
      page: (paged) => readDecisions(world, { ...filter, ...paged }, caller),
    },
  )
