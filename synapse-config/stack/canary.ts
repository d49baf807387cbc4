import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setTimeout as pause } from 'node:timers/promises'
import type { CanaryReport, CanaryRun, ErrorAnswer } from '../../bridge/src/contract.ts'
import { readDemoFile } from './demo-file.ts'
import { localDir } from './paths.ts'

const USAGE = `npm run canary [-- --url http://… --key ccm_…]
  Demande à l'installation en marche d'essayer sur elle-même tout ce qui doit être refusé, et montre ce qui en est sorti.
  --url   adresse publique ; sans elle, celle de « npm start »
  --key   clé d'API qui a le droit * (ou la variable CANARY_API_KEY) ; sans elle, celle de « npm start »
  Code de sortie : 0 rien ne fuit, 1 une fuite, 2 le contrôle n'a pas abouti`

interface Door {
  url: string
  key: string
}

async function ask<Answer>({ url, key }: Door, method: 'GET' | 'POST', path: string): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/canary${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'accept-language': 'fr' },
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new Error((body as ErrorAnswer | undefined)?.message ?? `${method} ${path} : ${response.status}`)
  return body as Answer
}

async function follow(door: Door, id: string): Promise<CanaryReport> {
  for (let shown = -1; ;) {
    const run = await ask<CanaryReport>(door, 'GET', `/runs/${id}`)
    if (run.finishedAt !== null) return run
    if (run.kinds.length !== shown && run.kinds.length > 0) console.log(`  ${run.tried}/${run.planned}  ${run.kinds.at(-1)?.kind.fr ?? ''}`)
    shown = run.kinds.length
    await pause(500)
  }
}

const CAUSES: Record<NonNullable<CanaryRun['cause']>, string> = {
  'the-door-does-not-answer': "l'adresse publique ne répond pas",
  'the-homeserver-does-not-answer': 'Synapse ne répond pas',
  'nobody-can-sign-in': 'les comptes synthétiques ne peuvent pas se connecter',
  'the-rooms-do-not-follow': 'les salons synthétiques ne suivent pas le registre',
  'the-secret-cannot-be-planted': "le secret n'a pas pu être déposé",
  'the-witness-cannot-read': 'le témoin ne peut pas relire les salons',
  'not-everything-was-answered': 'des tentatives sont restées sans réponse, ou ce qui est permis a été refusé',
  'it-was-stopped': 'le service a été arrêté pendant le contrôle',
  'it-was-lost': "le contrôle s'est perdu",
  'an-internal-error': 'une erreur de notre côté, décrite dans les journaux',
}
const FOUND: Record<CanaryReport['findings'][number]['finding'], string> = {
  told: 'FUITE, le secret est dans la réponse',
  accepted: 'FUITE, accepté',
  done: 'FUITE, a pris effet',
  'refused-wrongly': 'refusé à tort',
  unanswered: 'sans réponse',
}

function report(run: CanaryReport): number {
  const at = new Date(run.finishedAt ?? run.startedAt).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'medium' })
  console.log(`\nContrôle des fuites n° ${run.id}, ${at}`)
  const width = Math.max(0, ...run.kinds.map(({ kind }) => kind.fr.length))
  for (const { kind, tried, refused, allowed, leaked, failed } of run.kinds)
    console.log(
      `  ${kind.fr.padEnd(width)}  ${String(tried).padStart(4)} tentées, ${refused} refusées, ${allowed} permises` +
        `${leaked > 0 ? `, ${leaked} FUITES` : ''}${failed > 0 ? `, ${failed} sans conclusion` : ''}`,
    )
  for (const { kind, attempt, finding, status } of run.findings)
    console.log(`  ✗ ${kind.fr} · ${attempt.fr} : ${FOUND[finding]} (${status ?? 'aucune réponse'})`)
  console.log(
    `Tentées : ${run.tried}. Refusées : ${run.refused}. Permises à raison : ${run.allowed}. Fuites : ${run.leaked}. Sans conclusion : ${run.failed}.`,
  )
  if (run.outcome === 'leak') console.log('UNE FUITE : /health est rouge tant qu’un contrôle ne l’a pas démentie.')
  else if (run.outcome === 'clean') console.log('Rien ne fuit.')
  else console.log(`Le contrôle n’a pas abouti : ${run.cause === null ? 'cause inconnue' : CAUSES[run.cause]}.`)
  return { leak: 1, clean: 0, incomplete: 2, waiting: 2, running: 2 }[run.outcome]
}

try {
  const { values } = parseArgs({ options: { url: { type: 'string' }, key: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help === true) console.log(USAGE)
  else {
    const demo = readDemoFile(join(localDir, 'demo.json'))
    const url = values.url ?? demo?.baseUrl
    const key = values.key ?? process.env['CANARY_API_KEY'] ?? demo?.apiKey
    if (url === undefined || url === '' || key === undefined) throw new Error(`Aucune installation connue.\n${USAGE}`)
    const door = { url: url.replace(/\/+$/, ''), key }
    const { id } = await ask<CanaryRun>(door, 'POST', '/runs')
    process.exitCode = report(await follow(door, id))
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
