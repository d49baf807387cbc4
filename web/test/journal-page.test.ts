import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { aBrowser } from './with/browser.ts'
import { message, twoPeople, write } from './with/journal.ts'
import { call, unique } from './with/registry.ts'

const offline = (page: Page) => page.getByText(/Hors ligne/)
const LONG = { timeout: 240_000 }
describe('two people, one of them in another client', () => {
  test('read each other at once, see who has read, and find the journal’s news counted', LONG, async () => {
    await using browser = await aBrowser()
    const { journal, page, window, paul, elsewhere } = await twoPeople(browser)
    await elsewhere.say(journal.roomId, 'Tension à 13/8 ce matin.')
    const theirs = message(page, 'Tension à 13/8 ce matin.')
    await theirs.waitFor()
    expect(await theirs.innerText()).toContain(paul.name)

    await write(page, 'Merci, je passe à 18 h.')
    const mine = message(page, 'Merci, je passe à 18 h.')
    await mine.getByText('Envoyé', { exact: true }).waitFor()
    const event = await mine.getAttribute('data-event')
    expect(await elsewhere.messages(journal.roomId)).toContain('Merci, je passe à 18 h.')
    await elsewhere.read(journal.roomId, String(event))
    await mine.getByText('Lu par 1 personne').waitFor()
    // The service is nobody who reads.
    await call('POST', `/circles/${journal.id}/notices`, { key: unique(), text: 'Visite confirmée.' })
    await message(page, 'Visite confirmée.').waitFor()
    expect(await mine.getByText(/Lu par/).allInnerTexts()).toEqual([expect.stringContaining('Lu par 1 personne')])

    // Away from the journal, what comes is counted; opened, it is read, in every client.
    await page.getByRole('link', { name: 'Dossiers' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor()
    await elsewhere.say(journal.roomId, 'Prise de sang faite.')
    await page.getByRole('listitem').filter({ hasText: journal.patient.displayName }).getByText('1 non lu').waitFor()
    await page.getByRole('link', { name: journal.patient.displayName }).click()
    await page.getByText('Nouveaux messages').waitFor()
    await page.getByRole('navigation', { name: 'Pages' }).first().getByText('non lu').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Accueil' }).first().click()
    await page.getByRole('heading', { level: 1, name: /Bonjour/ }).waitFor()
    expect(await page.getByRole('heading', { name: 'Journaux' }).count()).toBe(0)
    expect(window.complaints).toEqual([])
  })

  test('a journal opens at what is new, under the heading of its day', LONG, async () => {
    await using browser = await aBrowser()
    const { journal, page, elsewhere } = await twoPeople(browser)
    await write(page, 'Une première ligne.')
    await page.getByRole('article').getByText('Envoyé', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Dossiers' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Dossiers' }).waitFor()
    for (let line = 0; line < 16; line++) await elsewhere.say(journal.roomId, `Nouvelle ligne ${line}`)
    await page.getByRole('listitem').filter({ hasText: journal.patient.displayName }).getByText('16 non lus').waitFor()
    await page.getByRole('link', { name: journal.patient.displayName }).click()
    const mark = page.getByText('Nouveaux messages')
    await mark.waitFor()
    const [shown, day] = [await mark.boundingBox(), await page.getByRole('heading', { level: 2 }).locator('span').first().boundingBox()]
    expect(shown?.y).toBeGreaterThanOrEqual((day?.y ?? 0) + (day?.height ?? 0))
    expect(shown?.y).toBeLessThan(300)
  })

  test('answer, react and mention; the other client gets what Matrix says of it', LONG, async () => {
    await using browser = await aBrowser()
    const { journal, page, paul, elsewhere } = await twoPeople(browser)
    const asked = await elsewhere.say(journal.roomId, 'Qui passe demain ?')
    await message(page, 'Qui passe demain ?').getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'Réagir par 👍' }).click()
    await message(page, 'Qui passe demain ?').getByRole('button', { name: '👍 : 1 personne' }).waitFor()
    await message(page, 'Qui passe demain ?').getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'Répondre' }).click()
    await page.getByRole('textbox', { name: 'Message' }).pressSequentially('Moi, @Pa')
    await page.getByRole('option', { name: new RegExp(paul.name) }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    const answer = message(page, `Moi, @${paul.name}`)
    await answer.getByText('Envoyé', { exact: true }).waitFor()
    expect(await answer.innerText()).toContain('Qui passe demain ?')
    const event = String(await answer.getAttribute('data-event'))
    const { content } = (await elsewhere.as(
      'GET',
      `/client/v3/rooms/${encodeURIComponent(journal.roomId)}/event/${encodeURIComponent(event)}`,
    )) as { content: Record<string, unknown> }
    expect(content).toMatchObject({
      'm.mentions': { user_ids: [paul.userId] },
      'm.relates_to': { 'm.in_reply_to': { event_id: asked } },
    })
  })

  test('the bin is on my last message alone, shows it before it goes, and is gone at once when somebody writes', LONG, async () => {
    await using browser = await aBrowser()
    const { journal, page, elsewhere } = await twoPeople(browser)
    const bin = page.getByRole('button', { name: 'Supprimer', exact: true })
    await write(page, 'Première phrase')
    await message(page, 'Première phrase').getByRole('button', { name: 'Supprimer' }).waitFor()
    await write(page, 'Seconde phrase, de trop')
    await message(page, 'Seconde phrase').getByRole('button', { name: 'Supprimer' }).waitFor()
    expect(await bin.count()).toBe(1)

    await bin.click()
    const dialog = page.getByRole('dialog', { name: 'Supprimer ce message ?' })
    await dialog.getByText('Seconde phrase, de trop').waitFor()
    await dialog.getByRole('button', { name: 'Supprimer le message' }).click()
    await page.getByText('Le message est supprimé.').waitFor()
    await page.getByText(/Message supprimé par Nadia/).waitFor()
    expect((await elsewhere.messages(journal.roomId)).filter((body) => body === 'Seconde phrase, de trop')).toEqual([])
    // After a deletion the message before it does not become deletable.
    expect(await bin.count()).toBe(0)

    await write(page, 'Troisième phrase')
    await message(page, 'Troisième phrase').getByRole('button', { name: 'Supprimer' }).click()
    await elsewhere.say(journal.roomId, 'Je viens d’écrire.')
    await dialog.getByText(/ce message n’est plus le dernier/).waitFor()
    expect(await dialog.getByRole('button', { name: 'Supprimer le message' }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await message(page, 'Je viens d’écrire.').waitFor()
    expect(await bin.count()).toBe(0)
  })
})

test('what is written while the network is cut leaves once, in its order, when it is back', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, window, elsewhere } = await twoPeople(browser)
  await write(page, 'Avant la coupure')
  await message(page, 'Avant la coupure').getByText('Envoyé', { exact: true }).waitFor()
  await window.context.setOffline(true)
  await offline(page).first().waitFor()
  for (const text of ['Un', 'Deux', 'Trois']) await write(page, `Pendant la coupure : ${text}`)
  await page
    .getByText(/Échec de l’envoi/)
    .first()
    .waitFor()
  await window.context.setOffline(false)
  for (const text of ['Un', 'Deux', 'Trois'])
    await message(page, `Pendant la coupure : ${text}`)
      .getByText(/Envoyé|Lu par/)
      .waitFor({ timeout: 60_000 })
  const sent = (await elsewhere.messages(journal.roomId)).filter((body) => body?.startsWith('Pendant') === true)
  expect(sent).toEqual(['Un', 'Deux', 'Trois'].map((text) => `Pendant la coupure : ${text}`))
  await offline(page).waitFor({ state: 'detached' })
})

test('a browser that says « no network » where there is one is believed until somebody answers', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, elsewhere } = await twoPeople(browser)
  await page.evaluate(() => Object.defineProperty(navigator, 'onLine', { get: () => false }))
  // An answer that comes in the same moment is believed at once.
  const told = async () => {
    await page.evaluate(() => dispatchEvent(new Event('offline')))
    return offline(page).count()
  }
  await expect.poll(told, { timeout: 60_000, interval: 300 }).toBeGreaterThan(0)
  await elsewhere.say(journal.roomId, 'Le réseau marche.')
  await message(page, 'Le réseau marche.').waitFor()
  // Neither shown nor, in the end, left to be found by a screen reader.
  await offline(page).waitFor({ state: 'detached' })
})

test('by the keyboard alone: open a journal, read, answer, write, delete', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, elsewhere } = await twoPeople(browser)
  await elsewhere.say(journal.roomId, 'À qui le tour ?')
  await message(page, 'À qui le tour ?').waitFor()
  await page.getByRole('textbox', { name: 'Message' }).focus()
  await page.keyboard.type('Au mien.')
  await page.keyboard.press('Enter')
  await message(page, 'Au mien.').getByText('Envoyé', { exact: true }).waitFor()
  // One tab stop per message: back from the field, the last message; then the one before.
  await page.keyboard.press('Shift+Tab')
  expect(await focused(page)).toContain('Au mien.')
  await page.keyboard.press('Shift+Tab')
  expect(await focused(page)).toContain('À qui le tour ?')
  await page.keyboard.press('r')
  await page.keyboard.type('Je réponds.')
  await page.keyboard.press('Enter')
  const answer = message(page, 'Je réponds.')
  await answer.getByText('Envoyé', { exact: true }).waitFor()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Delete')
  await page.getByRole('dialog', { name: 'Supprimer ce message ?' }).waitFor()
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Supprimer le message' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(/Message supprimé par Nadia/).waitFor()
})
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
