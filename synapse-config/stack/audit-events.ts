import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { ChainCheck, ChainFault, ErrorAnswer } from '../../bridge/src/contract.ts'
import { readDemoFile } from './demo-file.ts'
import { localDir } from './paths.ts'

const USAGE = `npm run audit:events [-- --url http://… --key ccm_…]
npm run audit:events -- --file evenements.jsonl
  Recalcule la chaîne des événements enregistrés, et nomme chaque endroit où elle n'est pas ce qui fut enregistré.
  --url    adresse publique ; sans elle, celle de « npm start »
  --key    clé d'API qui a le droit audit:read (ou la variable AUDIT_API_KEY) ; sans elle, celle de « npm start »
  --file   un export de la console, vérifié ici même, sans rien demander à personne
  Code de sortie : 0 la chaîne est intacte, 1 elle ne l'est pas, 2 la vérification n'a pas abouti`

interface Door {
  url: string
  key: string
}

async function ask<Answer>({ url, key }: Door, method: 'GET' | 'POST', path: string): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/audit/chain${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'accept-language': 'fr' },
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new Error((body as ErrorAnswer | undefined)?.message ?? `${method} ${path} : ${response.status}`)
  return body as Answer
}

const WORDS: Record<ChainFault['fault'], (fault: ChainFault) => string> = {
  changed: ({ id }) => `l'événement ${id} n'est pas ce qui fut enregistré`,
  broken: ({ after, id }) => `entre ${after ?? 'le début'} et ${id}, un événement fut ôté, ajouté ou déplacé`,
  cut: ({ after, id }) => `les événements d'après ${after ?? 'le début'}, jusqu'à ${id}, manquent`,
  beyond: ({ after, id }) => `l'événement ${id}, après ${after}, fut ajouté par un autre que ce service`,
  rewritten: ({ id }) => `jusqu'à l'événement ${id}, la chaîne n'est pas celle qui fut signée`,
  unsigned: ({ id }) => `la signature posée à l'événement ${id} n'est pas de ce service`,
}

async function verifyThere(door: Door): Promise<number> {
  let check = await ask<ChainCheck>(door, 'POST', '/checks')
  for (let shown = -1; check.finishedAt === null; check = await ask<ChainCheck>(door, 'GET', `/checks/${check.id}`)) {
    if (check.length !== null && check.verified !== shown) console.log(`  ${check.verified}/${check.length}`)
    shown = check.verified
    await pause(300)
  }
  for (const fault of check.faults) console.log(`✗ ${WORDS[fault.fault](fault)}`)
  console.log(`${check.verified} événements vérifiés, ${check.faultCount} rupture(s)`)
  return check.faultCount === 0 ? 0 : 1
}

/** What an exported line covers, in this order. */
const COVERED = [
  'id',
  'batch',
  'at',
  'type',
  'circle',
  'person',
  'structure',
  'patient',
  'source',
  'by',
  'reason',
  'before',
  'after',
] as const
type Line = Record<(typeof COVERED)[number], string | null> & { previous: string; hash: string }

/** A file may be a part of the record: links between lines that do not follow each other there are not judged. */
async function verifyHere(path: string): Promise<number> {
  let [previous, lines, faults, apart]: [Line | undefined, number, number, number] = [undefined, 0, 0, 0]
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = JSON.parse(text) as Line
    const covered = JSON.stringify(COVERED.map((name) => line[name]))
    const hash = createHash('sha256').update(Buffer.from(line.previous, 'hex')).update(covered).digest('hex')
    lines++
    if (hash !== line.hash) {
      faults++
      console.log(`✗ l'événement ${line.id} n'est pas ce qui fut enregistré`)
    }
    if (previous !== undefined && previous.hash !== line.previous) apart++
    previous = line
  }
  console.log(
    `${lines} lignes vérifiées, ${faults} changée(s) ; ${apart} fois, des événements qui ne sont pas dans ce fichier séparent deux lignes`,
  )
  if (previous !== undefined) console.log(`dernier événement ${previous.id}, ${previous.hash}`)
  return faults === 0 ? 0 : 1
}

try {
  const { values } = parseArgs({ options: { url: { type: 'string' }, key: { type: 'string' }, file: { type: 'string' } } })
  if (values.file !== undefined) process.exitCode = await verifyHere(values.file)
  else {
    const demo = readDemoFile(join(localDir, 'demo.json'))
    const [url, key] = [values.url ?? demo?.baseUrl, values.key ?? process.env['AUDIT_API_KEY'] ?? demo?.apiKey]
    if (url === undefined || key === undefined) throw new Error(USAGE)
    process.exitCode = await verifyThere({ url, key })
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
