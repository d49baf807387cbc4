import type { Page } from 'playwright-core'
import { beforeAll, expect, inject, test } from 'vitest'
import { DESKTOP, PHONE, aBrowser, signIn } from './with/browser.ts'
import { aJournal } from './with/journal.ts'
import { withPushService } from './with/push.ts'
import { calm, untranslated, violations, widerThanTheWindow } from './with/readable.ts'

// The pages as an application: opened without a network, and told of new messages.
type Browser = Awaited<ReturnType<typeof aBrowser>>
type Window = Awaited<ReturnType<Browser['window']>>

let journal: Awaited<ReturnType<typeof aJournal>>
beforeAll(async () => void (journal = await aJournal(['Nadia', 'Paul'])), 90_000)
const nadia = () => journal.members[0] ?? expect.fail('nobody')

async function arrive({ page }: Window, path: string) {
  await page.goto(path)
  await signIn(page, nadia().localpart, nadia().password)
  await page.waitForURL((url) => !url.pathname.startsWith('/connexion'), { timeout: 40_000 })
}
/** Installed, in charge of the page, and with all that it keeps. */
const untilInstalled = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (navigator.serviceWorker.controller === null || !(await caches.match('/accueil')))
      await new Promise((wait) => setTimeout(wait, 50))
  })
/** The frame of the pages stands, and says so: which of the two, what looks into the browser here decides. */
const untilOffline = (page: Page) =>
  expect.poll(() => page.locator('body').innerText(), { timeout: 40_000 }).toMatch(/Dossiers[^]*(Hors ligne|Serveur injoignable)\s:/)
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
  await arrive(window, '/accueil')
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
  await arrive(window, '/accueil')
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
  await expect.poll(shown, { timeout: 15_000 }).toHaveLength(2)
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

test('the switch is off, turns on and off by the keyboard, and what the session began ends with it', async () => {
  await using browser = await aBrowser()
  const window = await browser.window()
  const { page, complaints } = window
  await withPushService(window)
  await arrive(window, '/compte/notifications')
  const turn = page.getByRole('switch', { name: 'Être averti sur cet appareil' })
  const pushers = () =>
    page.evaluate(async () => {
      const { accessToken } = JSON.parse(localStorage.getItem('session') ?? '{}') as { accessToken: string }
      const answer = await fetch('/_matrix/client/v3/pushers', { headers: { authorization: `Bearer ${accessToken}` } })
      return ((await answer.json()) as { pushers: { data: { format: string } }[] }).pushers.map(({ data }) => data.format)
    })
  await turn.waitFor()
  expect(await turn.isChecked()).toBe(false)
  expect(await pushers()).toEqual([])
  await untilInstalled(page)
  await turn.focus()
  await page.keyboard.press('Space')
  await page.getByText('Cet appareil est averti.').first().waitFor()
  await expect.poll(() => turn.isChecked(), { timeout: 15_000 }).toBe(true)
  expect(await pushers()).toEqual(['event_id_only'])
  await page.reload()
  await expect.poll(() => turn.isChecked(), { timeout: 15_000 }).toBe(true)
  await turn.focus()
  await page.keyboard.press('Space')
  await page.getByText('Cet appareil n’est pas averti.').first().waitFor()
  await expect.poll(() => turn.isChecked(), { timeout: 15_000 }).toBe(false)
  expect(await pushers()).toEqual([])
  expect(complaints).toEqual([])
}, 120_000)

test('a browser that refuses, one that cannot, and a push service out of reach: each is told, with what to do', async () => {
  await using browser = await aBrowser()
  for (const [words, unfit] of [
    [
      'Le navigateur refuse les notifications de ce site.',
      () => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }),
    ],
    ['Ce navigateur ne sait pas avertir.', () => Reflect.deleteProperty(globalThis, 'PushManager')],
  ] as const) {
    const window = await browser.window()
    await window.context.addInitScript(unfit)
    await arrive(window, '/compte/notifications')
    await window.page.getByText(words).waitFor()
    expect(window.complaints).toEqual([])
    await window.context.close()
  }
  const window = await browser.window()
  await withPushService(window)
  await window.context.addInitScript(() =>
    Object.assign(PushManager.prototype, { subscribe: () => Promise.reject(new DOMException('no push service', 'AbortError')) }),
  )
  await arrive(window, '/compte/notifications')
  await untilInstalled(window.page)
  await window.page.getByRole('switch', { name: 'Être averti sur cet appareil' }).click()
  await window.page
    .getByText(/n’a pas pu joindre son service de notification/)
    .first()
    .waitFor()
  expect(await window.page.getByRole('switch', { name: 'Être averti sur cet appareil' }).isChecked()).toBe(false)
}, 120_000)

test('the switch reads well, offered or refused', async () => {
  await using browser = await aBrowser()
  const first = await browser.window()
  await arrive(first, '/compte/notifications')
  const { origins } = await first.context.storageState()
  const session = origins.flatMap(({ localStorage: kept }) => kept.filter(({ name }) => name === 'session'))
  for (const setting of [
    { language: 'fr', scheme: 'light', size: PHONE },
    { language: 'en', scheme: 'dark', size: DESKTOP },
  ] as const)
    for (const permission of ['default', 'denied'] as const) {
      const as = { cookies: [], origins: [{ origin: inject('stack').baseUrl, localStorage: session }] }
      const window = await browser.window(setting, as)
      const { page, context } = window
      await context.addInitScript((given) => Object.defineProperty(Notification, 'permission', { get: () => given }), permission)
      await page.goto('/compte/notifications')
      await page
        .getByRole(permission === 'denied' ? 'button' : 'switch', {
          name: permission === 'denied' ? /vérifier|check/ : /sur cet appareil|on this device/,
        })
        .waitFor()
      await calm(page)
      const where = `${setting.language} ${permission}`
      expect(await violations(page), where).toEqual([])
      expect([await untranslated(page, setting), await widerThanTheWindow(page)], where).toEqual([[], false])
      await context.close()
    }
}, 240_000)
