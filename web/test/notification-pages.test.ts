import { describe, expect, test } from 'vitest'
import { bellOf, bodyOf, heading, heard, opened, preferencesOf } from './with/account.ts'
import { aBrowser } from './with/browser.ts'
import { aJournal, anotherClient } from './with/journal.ts'
import { aPersonWithPassword, call, until } from './with/registry.ts'

const LONG = { timeout: 180_000 }

describe('notifications', () => {
  test('arrive while the page is open, lead to the dossier, are read here or in another client alike', LONG, async () => {
    const journal = await aJournal(['Nadia'])
    const [nadia] = journal.members
    if (nadia === undefined) throw new Error('a member')
    await call('PUT', `/patients/${journal.patient.id}`, { displayName: '<img src=x onerror="document.title=1"> Odette' })
    await until('she is told that she joined', async () => ((await bellOf(nadia)).length > 0 ? true : undefined))
    await using browser = await aBrowser()
    const { page, complaints } = await opened(browser, nadia, '/notifications')
    const first = page.getByRole('listitem').filter({ hasText: 'Vous avez rejoint' })
    await first.getByText('non lu', { exact: true }).waitFor()
    // The first of all, which made the room, is counted too.
    await page.getByRole('link', { name: 'Notifications : 1 non lu' }).waitFor()
    await first.getByRole('link', { name: '<img src=x onerror="document.title=1"> Odette' }).waitFor()
    expect(await page.getByRole('main').locator('img').count()).toBe(0)

    // What comes is there without a reload, and its unread are those of the other client.
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
    await call('POST', `/people/${nadia.id}/notifications/test`, {})
    const example = page.getByRole('listitem').filter({ hasText: 'Ceci est un exemple' })
    await example.getByText('non lu', { exact: true }).waitFor()
    const other = await anotherClient(nadia)
    const { notificationsRoomId: room } = await call<{ notificationsRoomId: string }>('GET', `/people/${nadia.id}/profile`)
    const { chunk } = (await other.as('GET', `/client/v3/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=20`)) as {
      chunk: { type: string; event_id: string; content: { body?: string } }[]
    }
    const joining = chunk.find(({ content }) => content.body?.startsWith('Vous avez rejoint'))
    await other.read(room, String(joining?.event_id))
    await first.getByText('non lu', { exact: true }).waitFor({ state: 'detached' })
    expect(await example.getByText('non lu', { exact: true }).count()).toBe(1)

    await page.getByText('Non lues').click()
    await page.waitForURL(/nonlus=oui/)
    await first.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Tout marquer comme lu' }).click()
    await heard(page, 'Vos notifications sont marquées comme lues.')
    await page.getByRole('heading', { name: 'Tout est lu' }).or(page.getByText('Tout est lu')).first().waitFor()
    expect(await bellOf(nadia, '?unread=true')).toEqual([])
    await page.getByRole('link', { name: 'Notifications', exact: true }).first().waitFor()
    await page.getByText('Toutes', { exact: true }).click()
    await first.getByRole('link').click()
    await page.waitForURL(new RegExp(`/dossiers/${journal.id}/journal`))
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true)
    expect(complaints).toEqual([])
  })
})

describe('how one wants to be told', () => {
  test('is chosen by the keyboard, asked about before leaving, and saved', LONG, async () => {
    const nadia = await aPersonWithPassword()
    await using browser = await aBrowser()
    const { page, complaints } = await opened(browser, nadia, '/compte/notifications')
    const mail = page.getByLabel('Courrier : Par e-mail')
    await mail.focus()
    await page.keyboard.press('End')
    expect(await mail.inputValue()).toBe('never')
    expect(await page.getByLabel('Cahier de liaison : Par e-mail').count()).toBe(0)
    await page.getByRole('switch', { name: 'Heures de silence' }).focus()
    await page.keyboard.press('Space')
    await page.getByLabel('De', { exact: true }).fill('21:30')

    await page.getByRole('link', { name: 'Dossiers' }).first().focus()
    await page.keyboard.press('Enter')
    const asking = page.getByRole('dialog', { name: 'Quitter sans enregistrer ?' })
    await asking.waitFor()
    await page.keyboard.press('Escape')
    await asking.waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/compte/notifications')
    expect(await preferencesOf(nadia)).toMatchObject({ version: 0, quiet: null })

    await page.getByRole('button', { name: 'Enregistrer', exact: true }).focus()
    await page.keyboard.press('Enter')
    await heard(page, 'Vos choix sont enregistrés.')
    expect(await preferencesOf(nadia)).toMatchObject({
      quiet: { from: '21:30', to: '07:00' },
      choices: { mail: { app: 'immediate', email: 'never' } },
    })
    await page.getByRole('link', { name: 'Dossiers' }).first().click()
    await heading(page, 'Dossiers')
    expect(complaints).toEqual([])
  })

  test('changed elsewhere meanwhile, it says so, and nobody’s choice is lost unseen', LONG, async () => {
    const nadia = await aPersonWithPassword()
    await using browser = await aBrowser()
    const { page } = await opened(browser, nadia, '/compte/notifications')
    await page.getByLabel('Courrier : Par e-mail').selectOption('daily')
    const theirs = { ...bodyOf(await preferencesOf(nadia)), digestHour: 7 }
    await call('PUT', `/people/${nadia.id}/preferences`, theirs)
    let readings = 0
    page.on('request', (sent) => (readings += sent.method() === 'GET' && sent.url().endsWith('/people/me/preferences') ? 1 : 0))
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await page.getByRole('main').getByText('Ces réglages ont été modifiés ailleurs pendant ce temps').waitFor()
    await page.getByRole('alert').getByText('Ces réglages ont été modifiés ailleurs pendant ce temps').waitFor()
    expect(readings).toBe(1)
    expect(bodyOf(await preferencesOf(nadia))).toEqual(theirs)
    await page.getByRole('button', { name: 'Enregistrer mes choix quand même' }).click()
    await heard(page, 'Vos choix sont enregistrés.')
    expect(await preferencesOf(nadia)).toMatchObject({ digestHour: 18, choices: { mail: { email: 'daily' } } })
  })

  test('a silenced journal is heard again, while other choices wait; the example comes', LONG, async () => {
    const journal = await aJournal(['Nadia'])
    const [nadia] = journal.members
    if (nadia === undefined) throw new Error('a member')
    await call('PUT', `/people/${nadia.id}/mutes/journals/${journal.id}`, {})
    await using browser = await aBrowser()
    const { page } = await opened(browser, nadia, '/compte/notifications')
    await page.getByLabel('Courrier : Par e-mail').selectOption('daily')
    await page.getByRole('button', { name: `Être averti à nouveau : ${journal.patient.displayName}` }).click()
    await heard(page, /Vous serez de nouveau averti/)
    expect((await preferencesOf(nadia)).mutes.journals).toEqual([])
    // The version has moved, by this page itself: that is no change made elsewhere.
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await heard(page, 'Vos choix sont enregistrés.')
    expect((await preferencesOf(nadia)).choices.mail.email).toBe('daily')

    await page.getByRole('button', { name: 'M’envoyer un exemple' }).click()
    await page
      .getByRole('main')
      .getByText(/Un exemple est dans vos notifications/)
      .waitFor()
    await page.getByRole('link', { name: 'Voir les notifications' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Ceci est un exemple' }).waitFor()
  })
})
