import type { AuditEvent, Key, PostedNotice } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { aCircle, aPersonWithPassword, call, unique, until } from './with/registry.ts'

let administrator: Session
let password: string
let auditor: Session
beforeAll(async () => {
  const people = await Promise.all([
    aPersonWithPassword({ givenName: 'Claire', administrator: true }),
    aPersonWithPassword({ consoleRole: 'auditor' }),
  ])
  password = people[0].password
  administrator = await consoleSession(people[0])
  auditor = await consoleSession(people[1])
}, 120_000)
const idle = (page: Page) => page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
const { baseUrl } = inject('stack')
const opens = async (key: string) => (await fetch(`${baseUrl}/api/v1/whoami`, { headers: { authorization: `Bearer ${key}` } })).status

test('an auditor finds which system posted what where, and neither its words nor the systems’ keys', { timeout: 120_000 }, async () => {
  const circle = await aCircle()
  const name = `Capteurs ${unique()}`
  const words = `pile vide ${unique()}`
  const { key } = await call<Key & { key: string }>('POST', '/keys', { name, scopes: ['notices:write'] })
  const posted = await fetch(`${baseUrl}/api/v1/circles/${circle.id}/notices`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key: 'alarme-1', text: words }),
  })
  expect(posted.status).toBe(201)
  await until('it is said', async () =>
    (await call<{ items: PostedNotice[] }>('GET', `/notices?circleId=${circle.id}`)).items[0]?.state === 'said' ? true : undefined,
  )
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, auditor)
  await page.goto('/admin')
  await page.getByRole('navigation').getByRole('link', { name: 'Avis et systèmes' }).click()
  await page.getByRole('heading', { level: 1, name: 'Avis publiés par d’autres systèmes' }).waitFor()
  await idle(page)
  const line = page.getByRole('listitem').filter({ hasText: name }).first()
  await line.getByRole('link', { name: `Journal de ${circle.patient.displayName}` }).waitFor()
  await line.getByText('alarme-1').waitFor()
  await line.getByText('Publié', { exact: true }).waitFor()
  await line.getByRole('button', { name: `Ne voir que ceux de ${name}` }).click()
  await page.getByLabel('Système', { exact: true }).waitFor()
  expect(await page.getByRole('main').getByRole('list').last().getByRole('listitem').count()).toBe(1)
  expect(await page.content()).not.toContain(words)
  expect(await page.getByRole('navigation', { name: 'Avis et systèmes' }).getByRole('link').allInnerTexts()).toEqual(['Avis publiés'])
  expect(complaints).toEqual([])
})

test('an administrator makes a key by the keyboard, sees it once, changes its secret and revokes it', { timeout: 180_000 }, async () => {
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, administrator)
  const name = `Portail ${unique()}`
  await page.goto('/admin/avis/cles')
  await idle(page)
  await page.getByRole('button', { name: 'Créer une clé' }).focus()
  await page.keyboard.press('Enter')
  const making = page.getByRole('dialog', { name: 'Créer une clé' })
  await making.getByLabel('Nom du système').waitFor()
  await making.getByRole('button', { name: 'Créer la clé' }).press('Enter')
  await making.getByText('Donnez un nom.').waitFor()
  await page.keyboard.type(name)
  await making.getByRole('button', { name: 'Créer la clé' }).press('Enter')
  await making.getByText('Choisissez au moins un droit.').waitFor()
  await making.getByLabel('* (tous les droits)').press('Space')
  await making.getByText('Cette clé donnerait tous les droits', { exact: false }).waitFor()
  await making.getByLabel('* (tous les droits)').press('Space')
  await making.getByLabel('structures:read').press('Space')
  await making.getByRole('button', { name: 'Créer la clé' }).press('Enter')
  await making.getByText('Indiquez le motif.').waitFor()
  await page.keyboard.type('Raccordement du portail')
  await making.getByRole('button', { name: 'Créer la clé' }).press('Enter')
  // A computer left open makes no key.
  await page.getByRole('dialog', { name: 'Redonnez votre mot de passe' }).waitFor()
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  const once = page.getByRole('dialog', { name: 'Nouvelle clé d’API' })
  const secret = await once.getByLabel('Clé', { exact: true }).innerText()
  expect(await opens(secret)).toBe(200)
  await once.getByRole('button', { name: 'C’est copié' }).press('Enter')
  await once.waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain(secret)
  expect(page.url()).not.toContain('ccm_')

  await page.getByRole('button', { name: `Changer le secret de ${name}` }).click()
  const changing = page.getByRole('dialog', { name: 'Changer le secret de la clé' })
  await changing.getByText('structures:read').waitFor()
  await changing.getByLabel('L’ancien secret ouvre encore').selectOption('0')
  await changing.getByLabel('Motif').fill('Le secret a fui')
  await changing.getByRole('button', { name: 'Changer le secret' }).click()
  const second = await page.getByRole('dialog', { name: 'Nouvelle clé d’API' }).getByLabel('Clé', { exact: true }).innerText()
  expect([await opens(secret), await opens(second)]).toEqual([401, 200])
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: `Révoquer ${name}` }).click()
  const revoking = page.getByRole('dialog', { name: 'Révoquer cette clé' })
  await revoking.getByText(name).waitFor()
  await revoking.getByRole('button', { name: 'Révoquer la clé' }).click()
  await revoking.getByText('Indiquez le motif.').waitFor()
  expect(await opens(second)).toBe(200)
  await revoking.getByLabel('Motif').fill('Fin du contrat')
  await revoking.getByRole('button', { name: 'Révoquer la clé' }).click()
  await page.getByRole('status').getByText(`Clé ${name} révoquée.`).waitFor()
  expect(await opens(second)).toBe(401)
  const { items } = await call<{ items: AuditEvent[] }>('GET', '/audit/events?kind=key.*&limit=200')
  const recorded = items.filter(({ before, after }) => JSON.stringify([before, after]).includes(name))
  expect(recorded.map(({ reason }) => reason)).toEqual(['Fin du contrat', 'Le secret a fui', 'Raccordement du portail'])
  expect(complaints).toEqual([])
})

describe('every page', () => {
  test.for(LANGUAGES)('the pages of keys and notices read well in %s', { timeout: 400_000 }, async (language) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), administrator)
    for (const path of ['/admin/avis', '/admin/avis/cles', '/admin/avis/cles?creer=oui']) {
      await openAsFirst(page, path, language)
      await expectReadable(page, path, language, { tall: false })
    }
    expect(complaints).toEqual([])
  })
})
