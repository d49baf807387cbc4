import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, PHONE, pagesSession, type Session } from './with/browser.ts'
import { aJournal, anotherClient } from './with/journal.ts'
import { LANGUAGES, calm, expectReadable, firstLook, openAsFirst, violations } from './with/readable.ts'

let as: Session
let pages: string[]

beforeAll(async () => {
  const journal = await aJournal(['Nadia', 'Paul'])
  const [nadia, paul] = journal.members
  if (nadia === undefined || paul === undefined) throw new Error('two members')
  const elsewhere = await anotherClient(paul)
  const url = await elsewhere.upload('compte rendu.txt', 'text/plain', new TextEncoder().encode('bonjour'))
  const long = 'Compte rendu de la réunion du service de gériatrie aiguë, avec les avis de chacun et ce qui reste à décider ensemble'
  const first = await elsewhere.say(journal.roomId, `${long} : voir https://exemple.fr/${'long-chemin'.repeat(12)}`)
  await elsewhere.say(journal.roomId, { msgtype: 'm.file', body: 'compte rendu.txt', filename: 'compte rendu.txt', url, info: { size: 7 } })
  const own = await anotherClient(nadia)
  await own.say(journal.roomId, {
    msgtype: 'm.text',
    body: 'Une réponse',
    'm.relates_to': { 'm.in_reply_to': { event_id: first } },
  })
  as = await pagesSession({ ...nadia, givenName: 'Nadia' })
  const one = `/dossiers/${journal.id}`
  pages = [
    '/accueil',
    '/dossiers',
    '/dossiers?q=zzzzzz',
    `${one}/journal`,
    `${one}/journal?evt=${encodeURIComponent(first)}`,
    `${one}/documents`,
    `${one}/documents?q=zzzzzz`,
    `${one}/cercle`,
    `${one}/export`,
    '/dossiers/inconnu/journal',
    '/nulle-part',
    '/applications',
    '/connexion',
  ]
}, 120_000)

describe('every page of a professional', () => {
  test.for(LANGUAGES)('reads well in %s', { timeout: 600_000 }, async (language) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), as)
    for (const path of pages) {
      await openAsFirst(page, path, language)
      const ofJournal = path.includes('/journal')
      if (ofJournal)
        await page
          .getByRole('heading', { level: path.includes('inconnu') ? 1 : 2 })
          .first()
          .waitFor()
      // The journal is as tall as the screen by itself.
      await expectReadable(page, path, language, { tall: !ofJournal })
    }
    expect(complaints).toEqual([])
  })

  test('the search, a message’s actions and the dialog of a deletion read well too', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({ size: PHONE, scheme: 'dark' }, as)
    await page.goto(pages.find((path) => path.endsWith('/journal')) ?? '')
    await page.getByRole('textbox', { name: 'Message' }).fill('À effacer')
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click()
    await page.getByRole('button', { name: 'Supprimer', exact: true }).click()
    await page.getByRole('dialog').waitFor()
    await calm(page)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Actions' }).last().click()
    await page.getByRole('menuitem', { name: 'Répondre' }).waitFor()
    await calm(page)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('searchbox').fill('Mme Odette')
    await page.getByRole('dialog').getByRole('link').first().waitFor()
    await calm(page)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  })
})
