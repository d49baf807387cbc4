import { beforeAll, expect, inject, test } from 'vitest'
import { DESKTOP, PHONE, aBrowser } from './with/browser.ts'
import { arrive, untilInstalled, withPushService } from './with/push.ts'
import { calm, untranslated, violations, widerThanTheWindow } from './with/readable.ts'
import { aPersonWithPassword } from './with/registry.ts'

// Being told of new messages by this device, or not.
let nadia: Awaited<ReturnType<typeof aPersonWithPassword>>
beforeAll(async () => void (nadia = await aPersonWithPassword()), 90_000)

test('the switch is off, turns on and off by the keyboard, and what the session began ends with it', async () => {
  await using browser = await aBrowser()
  const window = await browser.window()
  const { page, complaints } = window
  const done = await withPushService(window)
  await arrive(window, nadia, '/compte/notifications')
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
  await expect.poll(() => turn.isChecked(), { timeout: 60_000 }).toBe(true)
  expect(await pushers()).toEqual(['event_id_only'])
  await page.reload()
  await expect.poll(() => turn.isChecked(), { timeout: 60_000 }).toBe(true)
  await turn.focus()
  await page.keyboard.press('Space')
  await page.getByText('Cet appareil n’est pas averti.').first().waitFor()
  await expect.poll(() => turn.isChecked(), { timeout: 60_000 }).toBe(false)
  expect(await pushers()).toEqual([])
  expect(done).toEqual(['made', 'withdrawn'])

  // Signing out withdraws it from the browser too, which the next person uses.
  await turn.click()
  await page.getByText('Cet appareil est averti.').first().waitFor()
  await page.getByRole('button', { name: /Compte de/ }).click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await page.getByLabel('Identifiant').waitFor()
  expect(done).toEqual(['made', 'withdrawn', 'made', 'withdrawn'])
  expect(complaints).toEqual([])
}, 120_000)

test('who is asked for the permission and refuses it is told so, and no subscription is made', async () => {
  await using browser = await aBrowser()
  const window = await browser.window()
  const { page, complaints } = window
  const done = await withPushService(window)
  await window.context.addInitScript(() => {
    let given = 'default'
    Object.defineProperty(Notification, 'permission', { get: () => given })
    Notification.requestPermission = () => Promise.resolve((given = 'denied') as NotificationPermission)
  })
  await arrive(window, nadia, '/compte/notifications')
  await untilInstalled(page)
  await page.getByRole('switch', { name: 'Être averti sur cet appareil' }).click()
  await page.getByText('Le navigateur refuse les notifications de ce site.').waitFor()
  expect([done, complaints]).toEqual([[], []])
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
    await arrive(window, nadia, '/compte/notifications')
    await window.page.getByText(words).waitFor()
    expect(window.complaints).toEqual([])
    await window.context.close()
  }
  const window = await browser.window()
  await withPushService(window)
  await window.context.addInitScript(() =>
    Object.assign(PushManager.prototype, { subscribe: () => Promise.reject(new DOMException('no push service', 'AbortError')) }),
  )
  await arrive(window, nadia, '/compte/notifications')
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
  await arrive(first, nadia, '/compte/notifications')
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
