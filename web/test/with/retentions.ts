import { type Circle, Retention, RetentionPreview } from 'bridge/contract'
import { expect } from 'vitest'
import { consoleOf } from '../../../bridge/test/support/console.ts'
import { withDatabase } from '../../../bridge/test/support/decisions.ts'
import { aCircle, call } from './registry.ts'

/** Of its registry: closed, and for so many years. */
export async function aCircleClosedFor(years: number): Promise<Circle> {
  const { id, patient, structure } = await aCircle()
  await call('PUT', `/circles/${id}`, { patientId: patient.id, structureId: structure.id, status: 'closed' })
  await withDatabase((pool) => pool.query('update circle set closed_at = now() - make_interval(years => $2) where id = $1', [id, years]))
  return call<Circle>('GET', `/circles/${id}`)
}

/** A journal that an administrator had sealed otherwise than by these pages. */
export async function aSealed(circle: string, asker: Parameters<typeof consoleOf>[0]): Promise<Retention> {
  const as = await consoleOf(asker)
  await as.confirm()
  const { status, body } = await as<Retention>('POST', `/circles/${circle}/retention`, {
    ground: 'patient-request',
    reason: 'Demande du patient',
  })
  expect(status).toBe(201)
  return body
}

const HOSTILE = '<img src=x onerror="console.error(1)">'
const circle = {
  id: 'c',
  patient: { id: 'p', displayName: 'Mme Marie-Antoinette DE LA ROCHEFOUCAULD-LIANCOURT' },
  structure: { id: 's', name: 'Maison de santé pluriprofessionnelle des Tilleuls' },
  closedAt: '2014-03-02T10:00:00.000Z',
}
const BASE = {
  circle,
  ground: 'patient-request' as const,
  reason: `Courrier reçu le 12 novembre ${HOSTILE}`,
  askedBy: 'Claire BEAUREPAIRE',
  askedAt: '2026-11-24T10:00:00.000Z',
  mine: false,
  progress: null,
  failure: null,
  archive: null,
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  purgedAt: null,
  version: 1,
}
const archive = {
  name: 'journal-1-2026-11-24.zip.age',
  size: 1_240_000,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  at: '2026-11-24T10:05:00.000Z',
  messages: 1_240,
  files: 37,
}
const decided = { decidedBy: 'Hélène CARADEC', decidedAt: '2026-11-25T09:00:00.000Z', decisionReason: `Vérifié ${HOSTILE}` }
const purgedAt = '2026-11-25T09:01:00.000Z'
const FAILURE = {
  fr: 'L’archive n’a pas pu être écrite : vérifiez que le dossier des archives existe.',
  en: 'The archive could not be written: see that the folder of archives exists.',
}
/** One of each that the pages may meet, by its identifier. */
export const RETENTIONS: Record<string, Retention> = Object.fromEntries(
  [
    { ...BASE, id: '1', state: 'sealed' },
    { ...BASE, id: '2', state: 'sealed', progress: { done: 412, total: 1_300 }, mine: true },
    { ...BASE, id: '3', state: 'sealed', failure: FAILURE },
    { ...BASE, id: '4', state: 'archived', archive },
    { ...BASE, id: '5', state: 'archived', archive, mine: true, ground: 'closed-long-ago' },
    { ...BASE, id: '6', state: 'purging', archive, ...decided },
    { ...BASE, id: '7', state: 'purged', archive, ...decided, purgedAt },
    { ...BASE, id: '8', state: 'lifted', ...decided },
    { ...BASE, id: '9', state: 'lifted', archive, ...decided },
  ].map((one) => [one.id, Retention.parse(one)]),
)

export const PREVIEW: RetentionPreview = RetentionPreview.parse({
  circle,
  dueAt: '2024-02-28T10:00:00.000Z',
  ready: true,
  readers: 3,
  messages: 1_240,
  files: 37,
  octets: 1_200_000,
  firstAt: '2009-05-02T10:00:00.000Z',
  lastAt: '2014-03-01T10:00:00.000Z',
  current: null,
})
/** Circles that are due, as many. */
export const due = (count: number) =>
  Array.from({ length: count }, (_none, index) => ({
    ...circle,
    id: `c${index}`,
    patient: { id: `p${index}`, displayName: index === 0 ? HOSTILE : `${circle.patient.displayName} ${index}` },
  }))
