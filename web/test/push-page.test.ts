import type { Page } from 'playwright-core'
import { beforeAll, expect, inject, test } from 'vitest'
import { aBrowser } from './with/browser.ts'
import { aJournal } from './with/journal.ts'
import { arrive, untilInstalled } from './with/push.ts'

// The pages as an application: opened without a network, and told of new messages.
let journal: Awaited<ReturnType<typeof aJournal>>
beforeAll(async () => void (journal = await aJournal(['Nadia', 'Paul'])), 90_000)
const nadia = () => journal.members[0] ?? expect.fail('nobody')

/** The frame of the pages stands, and says so: which of the two, what looks into the browser here decides. */
const untilOffline = (page: Page) =>
  expect.poll(() => page.locator('body').innerText(), { timeout: 60_000 }).toMatch(/Dossiers[^]*(Hors ligne|Serveur injoignable)\s:/)
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys()
    const kept = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)),
    )
    return kept.flat()
  })

test('chromium finds nothing to say against installing the pages; without a network they open and say so, the console does not', async () => {
  await using browser = await aBrowser()
  const window = await browser.window()
  const { page, context, complaints } = window
  await arrive(window, nadia(), '/accueil')
  await untilInstalled(page)
  const devtools = await context.newCDPSession(page)
  const { errors } = await devtools.send('Page.getAppManifest')
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // Every window of these tests is a private one.
  expect([errors, installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')]).toEqual([[], []])

  await page.goto(`/dossiers/${journal.id}/journal`)
  await page.getByRole('textbox', { name: 'Message' }).waitFor()
  expect((await keptPaths(page)).filter((path) => !/^\/(assets\/[\w.-]+\.(js|css)|accueil|language)$/.test(path))).toEqual([])

  await context.setOffline(true)
  await page.goto('/accueil')
  await untilOffline(page)
  await page.goto('/dossiers')
  await untilOffline(page)
  await expect(page.goto('/admin')).rejects.toThrow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/)
  await context.setOffline(false)
  await page.goto('/admin')
  await page.getByLabel('Identifiant').waitFor()
  expect(complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
}, 120_000)

test('a push shows two words and no more, once per message, and opens the dossier that it is about', async () => {
  await using browser = await aBrowser()
  const window = await browser.window()
  const { page, context } = window
  await context.grantPermissions(['notifications'], { origin: inject('stack').baseUrl })
  await arrive(window, nadia(), '/accueil')
  await untilInstalled(page)
  const devtools = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0] !== undefined) resolve(registrations[0].registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  const registrationId = await registered
  const push = (data: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin: inject('stack').baseUrl, registrationId, data })
  const shown = () =>
    page.evaluate(async () => {
      const worker = await navigator.serviceWorker.getRegistration('/')
      return ((await worker?.getNotifications()) ?? []).map(({ title, body, tag }) => ({ title, body, tag }))
    })
  const said = { title: 'Nouveau message', body: 'Ouvrez la messagerie pour le lire.' }
  const ids = { roomId: journal.roomId, eventId: '$un', unread: 3, body: 'Glycémie', sender: 'Paul' }
  // Who has the pages before their eyes sees it come there; in the console it does not come.
  await push(JSON.stringify({ ...ids, eventId: '$zero' }))
  await page.goto('/admin')
  for (const data of [JSON.stringify(ids), JSON.stringify(ids), 'pas du JSON']) await push(data)
  await expect.poll(shown, { timeout: 60_000 }).toHaveLength(2)
  expect((await shown()).toSorted((one, two) => one.tag.localeCompare(two.tag))).toEqual([
    { ...said, tag: journal.roomId },
    { ...said, tag: 'message' },
  ])
  await page.goto(`/ouvrir?${new URLSearchParams({ salon: journal.roomId })}`)
  await page.waitForURL(`**/dossiers/${journal.id}/journal`)
  await page.goto('/ouvrir?salon=!inconnu')
  await page.waitForURL('**/accueil')
  // What it showed leaves the screen with the session.
  await page.getByRole('button', { name: /Compte de/ }).click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.getByLabel('Identifiant').waitFor()
  expect([await shown(), await keptPaths(page)]).toEqual([[], []])
}, 120_000)
