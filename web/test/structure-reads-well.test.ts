import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, pagesSession, type Session } from './with/browser.ts'
import { aJournal, anotherClient, type Member } from './with/journal.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { call } from './with/registry.ts'
import { aDac, askedToLeave, inManyCircles } from './with/structure.ts'

let as: Session
let pages: string[]

beforeAll(async () => {
  const [dac, journal] = [
    await aDac([{ givenName: 'Samira', role: 'manager' }, { givenName: 'Julien' }, { givenName: 'Odile' }]),
    await aJournal(['Nadia']),
  ]
  const [samira, julien] = dac.members as [Member, Member]
  await call('PUT', `/circles/${journal.id}/members/${samira.id}`, { role: 'Coordinatrice' })
  await call('PUT', `/people/${julien.id}/absence`, { from: '2026-01-01T00:00:00Z', until: '2037-12-24T12:00:00Z', replacement: samira.id })
  const odile = dac.members[2] as Member
  await inManyCircles(dac.id, odile)
  await askedToLeave(dac.id, odile)
  const [nadia, colleague] = [await anotherClient(journal.members[0] as Member), await anotherClient(julien)]
  const url = await nadia.upload('compte rendu.txt', 'text/plain', new TextEncoder().encode('bonjour'))
  await nadia.say(journal.roomId, { msgtype: 'm.file', body: 'compte rendu.txt', filename: 'compte rendu.txt', url, info: { size: 7 } })
  await colleague.say(dac.liaison, 'Réunion déplacée à 14 h')
  as = await pagesSession({ ...samira, givenName: 'Samira' })
  pages = [
    '/liaison',
    '/liaison?structure=inconnue',
    '/structure/contacts',
    '/structure/contacts?q=zzzzzz',
    '/structure/documents-usagers',
    '/structure/documents-usagers?vue=usager',
    '/structure/documents-usagers?type=image&du=2026-01-01',
    '/structure/documents',
    '/structure/gestion',
    '/accueil',
  ]
}, 120_000)

describe('every page of a DAC', () => {
  test.for(LANGUAGES)('reads well in %s', { timeout: 600_000 }, async (language) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), as)
    for (const path of pages) {
      await openAsFirst(page, path, language)
      if (path === '/liaison') await page.getByRole('heading', { level: 2 }).first().waitFor()
      // The liaison book is as tall as the screen by itself.
      await expectReadable(page, path, language, { tall: path !== '/liaison' })
    }
    expect(complaints).toEqual([])
  })
})
