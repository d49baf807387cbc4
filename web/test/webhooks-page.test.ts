import type { Webhook, WebhookDelivery } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { aPersonWithPassword } from './with/registry.ts'

let administrator: Session
beforeAll(async () => {
  administrator = await consoleSession(await aPersonWithPassword({ givenName: 'Claire', administrator: true }))
}, 120_000)

const WEBHOOK: Webhook = {
  id: 'wh-1',
  name: 'Portail <b>régional</b>',
  url: `https://portail.example/${'tres-long-'.repeat(12)}`,
  kinds: ['circle.*', 'member.joined'],
  circleId: null,
  createdAt: '2026-11-01T10:00:00.000Z',
  paused: null,
  previousSecretUntil: null,
  cursor: '12',
}
const delivery = (given: Partial<WebhookDelivery>): WebhookDelivery => ({
  id: 'wh-1.41',
  eventId: '41',
  type: 'member.joined',
  lane: 'circle:c-1',
  state: 'delivered',
  attempts: 1,
  since: '2026-11-30T09:00:00.000Z',
  nextTryAt: null,
  lastTryAt: '2026-11-30T09:00:01.000Z',
  status: 204,
  cause: null,
  ...given,
})
const DELIVERIES = [
  delivery({ eventId: '43', state: 'waiting', attempts: 2, status: 503, cause: 'status', nextTryAt: '2026-11-30T09:10:00.000Z' }),
  delivery({ eventId: '42', state: 'dead', attempts: 9, status: null, cause: 'tls' }),
  delivery({}),
]
/** No receiver is public here: what the bridge would say of one. */
async function withWebhooks(page: Page): Promise<unknown[]> {
  const asked: unknown[] = []
  const note = (method: string, path: string, body: unknown) => void asked.push([method, path, body])
  await page.route('**/api/v1/webhooks**', (route) => {
    const request = route.request()
    const { pathname, search, searchParams } = new URL(request.url())
    const path = pathname.replace('/api/v1', '')
    if (request.method() !== 'GET') note(request.method(), path + search, request.postDataJSON())
    if (path.endsWith('/deliveries')) {
      const state = searchParams.get('state')
      return route.fulfill({ json: { items: DELIVERIES.filter((one) => state === null || one.state === state), next: null } })
    }
    if (path.endsWith('/secret'))
      return route.fulfill({ status: 201, json: { secret: 'whsec_SECRETDEUX', previousSecretUntil: WEBHOOK.createdAt } })
    if (path.endsWith('/test')) return route.fulfill({ json: { delivered: false, status: null, cause: 'timeout' } })
    if (path.endsWith('/replay') || request.method() === 'DELETE') return route.fulfill({ status: 204 })
    if (path === '/webhooks' && request.method() === 'POST')
      return route.fulfill({ status: 201, json: { ...WEBHOOK, secret: 'whsec_SECRETUN' } })
    return route.fulfill({
      json: path === '/webhooks' ? { items: [WEBHOOK, { ...WEBHOOK, id: 'wh-2', paused: 'gone' }], next: null } : WEBHOOK,
    })
  })
  return asked
}

test('an administrator makes a webhook, sees its secret once, and finds what was not received and why', { timeout: 180_000 }, async () => {
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, administrator)
  const asked = await withWebhooks(page)
  await page.goto('/admin/avis/webhooks')
  await page.getByText('Adresse disparue').waitFor()
  await page.getByRole('button', { name: 'Créer un webhook' }).click()
  const making = page.getByRole('dialog', { name: 'Créer un webhook' })
  await making.getByLabel('Nom du système').fill('Portail')
  await making.getByLabel('Adresse').fill('https://portail.example/recu')
  await making.getByRole('button', { name: 'Créer', exact: true }).click()
  await making.getByText('Choisissez au moins un événement.').waitFor()
  await making.getByLabel('Famille circle.*').check()
  await making.getByLabel('Motif').fill('Raccordement')
  await making.getByRole('button', { name: 'Créer', exact: true }).click()
  const once = page.getByRole('dialog', { name: 'Secret du webhook' })
  await once.getByText('whsec_SECRETUN').waitFor()
  await once.getByRole('button', { name: 'C’est copié' }).click()
  await once.waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain('SECRETUN')
  expect(asked).toEqual([
    ['POST', '/webhooks', { name: 'Portail', url: 'https://portail.example/recu', kinds: ['circle.*'], reason: 'Raccordement' }],
  ])

  await page.getByRole('link', { name: WEBHOOK.name }).first().click()
  await page.getByRole('heading', { level: 1, name: WEBHOOK.name }).waitFor()
  const dead = page.getByRole('listitem').filter({ hasText: 'événement n° 42' })
  await dead.getByText(/9 essais · certificat refusé/).waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'événement n° 43' })
    .getByText(/réponse 503 · le destinataire a refusé.*prochain essai/)
    .waitFor()
  await dead.getByRole('button', { name: 'Rejouer l’événement n° 42' }).press('Enter')
  await page.getByRole('status').getByText('L’événement n° 42 est renvoyé.').waitFor()
  await page.getByRole('link', { name: 'Abandonnés' }).click()
  await page.getByRole('button', { name: 'Rejouer tous les abandonnés' }).click()
  await page.getByRole('status').getByText('Les envois abandonnés sont repris.').waitFor()
  expect(page.url()).toContain('etat=dead')
  await page.getByRole('button', { name: 'Mettre en pause' }).click()
  const pausing = page.getByRole('dialog', { name: 'Mettre ce webhook en pause' })
  await pausing.getByText(WEBHOOK.url).waitFor()
  await pausing.getByLabel('Motif').fill('Travaux chez eux')
  await pausing.getByRole('button', { name: 'Mettre en pause' }).click()
  await page.getByRole('status').getByText('Webhook en pause', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Envoyer un essai' }).click()
  await page.getByRole('alert').getByText('Essai non reçu : pas de réponse à temps.').waitFor()
  expect(asked.slice(1)).toEqual([
    ['POST', '/webhooks/wh-1/replay', { eventId: '42' }],
    ['POST', '/webhooks/wh-1/replay', { dead: true }],
    [
      'PUT',
      '/webhooks/wh-1',
      { name: WEBHOOK.name, url: WEBHOOK.url, kinds: WEBHOOK.kinds, circleId: null, paused: true, reason: 'Travaux chez eux' },
    ],
    ['POST', '/webhooks/wh-1/test', {}],
  ])
  expect(complaints).toEqual([])
})

test('what ends a webhook shows which one it is first', { timeout: 120_000 }, async () => {
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, administrator)
  const asked = await withWebhooks(page)
  await page.goto('/admin/avis/webhooks/wh-1?acte=supprimer')
  const dialog = page.getByRole('dialog', { name: 'Supprimer ce webhook' })
  await dialog.getByText(WEBHOOK.url).waitFor()
  expect(asked).toEqual([])
  await dialog.getByRole('button', { name: 'Supprimer le webhook' }).click()
  await dialog.getByText('Indiquez le motif.').waitFor()
  expect(asked).toEqual([])
  await page.keyboard.type('Fin du contrat')
  await dialog.getByRole('button', { name: 'Supprimer le webhook' }).click()
  await page.getByRole('status').getByText(`Webhook ${WEBHOOK.name} supprimé.`).waitFor()
  expect(asked).toEqual([['DELETE', '/webhooks/wh-1?reason=Fin+du+contrat', null]])
  await page.getByRole('heading', { level: 1, name: 'Webhooks' }).waitFor()
  expect(complaints).toEqual([])
})

describe('with receivers', () => {
  test.for(LANGUAGES)('their pages read well in %s', { timeout: 400_000 }, async (language) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), administrator)
    await withWebhooks(page)
    const paths = ['', '?creer=oui', '/wh-1', '/wh-1?etat=dead', '/wh-1?acte=secret', '/wh-1?acte=pause', '/wh-1?acte=supprimer'].map(
      (rest) => `/admin/avis/webhooks${rest}`,
    )
    for (const path of paths) {
      await openAsFirst(page, path, language)
      await expectReadable(page, path, language, { tall: false })
    }
    expect(complaints).toEqual([])
  })
})
