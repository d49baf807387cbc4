import { ROUTES, type Route } from '../../src/contract.ts'
import { consoleSession } from './console.ts'
import type { Doors, Stage } from './rooms.ts'

/** What an address needs beside its place: of a journal, of a message in it. */
interface Known {
  circle: string
  person: string
  message: string
}
const QUESTIONS: Record<string, (known: Known) => string[]> = {
  getReaders: ({ circle, message }) => [`?circleId=${circle}`, `?eventId=${encodeURIComponent(message)}`],
  getReadersDocument: ({ circle }) => [`?circleId=${circle}`],
  listEvents: ({ circle, person }) => ['?limit=200', `?circleId=${circle}`, `?personId=${person}`],
  listAuditEvents: () => ['?limit=200'],
  listDecisions: () => ['?limit=200', '?allowed=false'],
}
/** Never ends. */
const STREAMS = new Set(['followNews'])

/**
 * Everything that the console can be made to answer: every address that is read, as each of those who enter it, of everything that lists
 * name. By what was asked: "administrator /people". What answers nothing but a refusal is in it too.
 */
export async function answersOfTheConsole(stage: Stage, doors: Pick<Doors, 'baseUrl'>, known: Known): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const right of [{ administrator: true }, { consoleRole: 'auditor' }, { consoleRole: 'support' }]) {
    const { cookie } = await consoleSession(stage, doors, await stage.newPerson(right))
    const read = async (path: string) => {
      const answer = await fetch(`${doors.baseUrl}${path}`, { headers: { cookie } })
      const text = await answer.text()
      answers.set(`${Object.values(right).join()} ${path}`, text)
      return answer.ok ? text : '{}'
    }
    await read('/api/console/session')
    await read('/health')
    /** Identifiers of everything that a list names, asked once. */
    const listed = new Map<string, Promise<string[]>>()
    const idsOf = (list: string): Promise<string[]> => {
      const asked = listed.get(list) ?? read(`/api/v1${list}?limit=50`).then(idsIn)
      listed.set(list, asked)
      return asked
    }
    for (const [name, route] of Object.entries(ROUTES as Record<string, Route>)) {
      if (route.method !== 'get' || STREAMS.has(name)) continue
      for (const address of await addressesOf(route.path, known, idsOf))
        for (const query of QUESTIONS[name]?.(known) ?? ['']) await read(`/api/v1${address}${query}`)
    }
  }
  return answers
}

function idsIn(text: string): string[] {
  const { items = [] } = JSON.parse(text) as { items?: { id?: string }[] }
  return items.flatMap(({ id }) => (id === undefined ? [] : [id]))
}

const OTHER: Record<string, keyof Known> = { circleId: 'circle', personId: 'person' }
/** The path with what it names: `:id` is what the list above it names, at most a few of them. */
async function addressesOf(path: string, known: Known, idsOf: (list: string) => Promise<string[]>): Promise<string[]> {
  const rest = path.replace(/:(?!id\b)(\w+)/g, (_, name: string) => known[OTHER[name] ?? 'message'] ?? name)
  if (!rest.includes('/:id')) return [rest]
  const list = rest.slice(0, rest.indexOf('/:id'))
  const certain = { '/circles': known.circle, '/people': known.person }[list]
  const ids = [...(certain === undefined ? [] : [certain]), ...(await idsOf(list))].slice(0, 8)
  return (ids.length === 0 ? ['inconnu'] : ids).map((id) => rest.replace(':id', encodeURIComponent(id)))
}
