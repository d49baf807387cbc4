import { beforeAll, describe, expect, test } from 'vitest'
import { CONSOLE_TEXTS } from '../src/text/console-texts.ts'
import { TEXTS } from '../src/text/texts.ts'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { aCircle, aPersonWithPassword, aRefusal } from './with/registry.ts'

let as: Session
let pages: string[]

beforeAll(async () => {
  const [administrator, circle] = await Promise.all([aPersonWithPassword({ givenName: 'Claire', administrator: true }), aCircle()])
  as = await consoleSession(administrator)
  const refused = await aRefusal(circle)
  const one = `/admin/cercles/${circle.id}`
  pages = [
    '/admin/nulle-part',
    '/admin/connexion',
    '/admin',
    '/admin/cercles',
    '/admin/cercles?q=zzzzzz',
    one,
    `${one}?ajouter=oui`,
    `${one}?${new URLSearchParams({ fin: `${circle.member.personId} ${circle.member.source}` })}`,
    '/admin/cercles/inconnu',
    '/admin/personnes',
    '/admin/personnes?q=zzzzzz&statut=suspended',
    `/admin/personnes/${circle.member.personId}`,
    '/admin/personnes/inconnu',
    `${one}?qui=${circle.member.personId}`,
    `/admin/mouvements?cercle=${circle.id}`,
    '/admin/structures',
    `/admin/structures/${circle.structure.id}`,
    '/admin/ecarts',
    '/admin/ecarts?cause=inconnue',
    '/admin/imports',
    '/admin/imports/inconnu',
    '/admin/freins',
    '/admin/freins?etat=rejected',
    '/admin/freins/999999999',
    '/admin/conservation',
    '/admin/conservation?vue=scelles',
    '/admin/conservation?vue=scelles&etat=lifted',
    '/admin/conservation/999999999',
    `${one}?sceller=oui`,
    `/admin/audit?cercle=${circle.id}`,
    '/admin/audit?mots=introuvable',
    '/admin/audit/lecteurs',
    `/admin/audit/lecteurs?cercle=${circle.id}`,
    '/admin/audit/lecteurs?objet=message&message=$inconnu',
    `/admin/audit/lisible?personne=${circle.member.personId}`,
    '/admin/sante',
    '/admin/travaux',
    '/admin/avis',
    '/admin/avis?etat=waiting&cle=inconnue',
    '/admin/avis/webhooks',
    '/admin/avis/webhooks?creer=oui',
    '/admin/avis/webhooks/inconnu',
    '/admin/avis/cles',
    '/admin/avis/cles?creer=oui',
    '/admin/canari',
    '/admin/canari/999999999',
    '/admin/decisions',
    `/admin/decisions?ouvert=${refused}&personne=${circle.member.personId}&cercle=${circle.id}`,
    '/admin/decisions?motif=UNANSWERED',
    '/admin/decisions/simulateur',
    `/admin/decisions/simulateur?${new URLSearchParams({ acte: 'delete', qui: circle.member.personId, cercle: circle.id, suivi: 'oui' })}`,
    '/admin/decisions/simulateur?acte=read&qui=inconnu&cercle=inconnu',
  ]
}, 90_000)

describe('every page', () => {
  test.for(LANGUAGES)('reads well in %s', { timeout: 600_000 }, async (language) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), as)
    for (const path of pages) {
      await openAsFirst(page, path, language)
      await expectReadable(page, path, language, { tall: false })
    }
    expect(complaints).toEqual([])
  })

  test('lets the keyboard past the header at its first stop', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page } = await browser.window({}, as)
    await page.goto('/admin/cercles')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Aller au contenu')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
  })
})

test('both languages have every sentence, with the same values in it', () => {
  const french: Record<string, string> = { ...CONSOLE_TEXTS.fr, ...TEXTS.fr }
  const english: Record<string, string> = { ...CONSOLE_TEXTS.en, ...TEXTS.en }
  const values = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name = '']) => name))].toSorted(byAlphabet)
  expect(Object.keys(english).toSorted(byAlphabet)).toEqual(Object.keys(french).toSorted(byAlphabet))
  for (const [key, text] of Object.entries(french)) {
    expect(english[key]?.trim(), key).toBeTruthy()
    expect(values(english[key] ?? ''), key).toEqual(values(text))
    // A straight apostrophe is a quote in ICU messages, and would eat a value.
    expect(`${text}${english[key]}`, key).not.toContain("'")
  }
})

const byAlphabet = (a: string, b: string) => a.localeCompare(b)
