import type { Health, Job, Overview, Platform } from 'bridge/contract'
import type { Page } from 'playwright-core'

/** What a sound installation never shows. */
export const part = (name: string, given: Partial<Platform['parts'][number]> = {}): Platform['parts'][number] => ({
  part: name,
  status: 'ok',
  detail: 'répond',
  advice: null,
  lastSuccess: '2026-11-30T10:00:00.000Z',
  version: null,
  processes: [],
  ...given,
})
export const PLATFORM: Platform = {
  status: 'down',
  at: '2026-11-30T10:00:05.000Z',
  version: '0.1.0',
  parts: [
    part('database', { version: 'PostgreSQL 17.2' }),
    part('gateway', {
      status: 'down',
      detail: 'muet depuis 60 s',
      advice: 'Redémarrez le rôle « gateway ».',
      processes: [
        {
          name: `hote-${'tres-long-'.repeat(8)}:8080`,
          status: 'down',
          version: '0.1.0 (Node 24.1.0)',
          startedAt: '2026-11-29T10:00:00.000Z',
          lastSeen: '2026-11-30T09:59:00.000Z',
        },
      ],
    }),
    part('queue', { status: 'degraded', detail: '12 en attente, le plus ancien depuis 90 s', advice: 'Vérifiez le rôle « work ».' }),
  ],
}
export const HOSTILE = '<img src=x onerror="document.title=1">'
const job = (given: Partial<Job>): Job => ({
  kind: 'export',
  id: 'e1',
  state: 'running',
  count: 1,
  circleId: 'c-1' as Job['circleId'],
  about: `Mme Odette ${HOSTILE}`,
  askedBy: 'Nadia BENALI',
  since: '2026-11-30T09:00:00.000Z',
  done: 120,
  total: 400,
  attempts: 0,
  nextTry: null,
  cause: null,
  cancellable: true,
  ...given,
})
const plain = { id: null, circleId: null, about: null, askedBy: null, done: null, total: null, cancellable: false }
export const JOBS: Job[] = [
  job({}),
  job({ id: 'e2', state: 'failed', cause: { fr: 'Le journal est trop long.', en: 'The journal is too long.' }, cancellable: false }),
  job({
    ...plain,
    kind: 'rooms',
    state: 'waiting',
    count: 12,
    attempts: 3,
    nextTry: '2026-11-30T10:10:00.000Z',
    cause: { fr: 'Salon plein', en: 'Room full' },
  }),
  job({ ...plain, kind: 'canary', id: '7', askedBy: 'calendrier' }),
]
const days = Array.from({ length: 30 }, (_, index) => ({
  day: new Date(Date.UTC(2026, 10, index + 1)).toISOString().slice(0, 10),
  value: index === 3 ? null : index * 7,
}))
const OVERVIEW: Overview = {
  trends: (['active-people', 'messages', 'out-of-step', 'refusals'] as const).map((measure) => ({
    measure,
    days,
    measuredAt: '2026-11-30T10:00:00.000Z',
  })),
  incidents: (['held', 'leak', 'chain', 'webhooks', 'export'] as const).map((kind) => ({
    kind,
    at: '2026-11-30T09:00:00.000Z',
    count: 2,
    id: kind === 'leak' ? '4' : null,
  })),
}
const HEALTH: Health = { status: 'down', parts: PLATFORM.parts.map(({ version: _version, processes: _processes, ...one }) => one) }

/** Everything that can go wrong, at once. */
export async function inTrouble(page: Page): Promise<void> {
  await page.route('**/api/v1/platform', (route) => route.fulfill({ json: PLATFORM }))
  await page.route('**/api/v1/platform/jobs', (route) => route.fulfill({ json: { items: JOBS, next: null } }))
  await page.route('**/api/v1/platform/overview', (route) => route.fulfill({ json: OVERVIEW }))
  await page.route('**/health', (route) => route.fulfill({ status: 503, json: HEALTH }))
}
