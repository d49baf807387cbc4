import type { Mail } from 'bridge/contract'
import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, pagesSession, type Session } from './with/browser.ts'
import { aWriter, opens, type Writer } from './with/mails.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { unique } from './with/registry.ts'

const HOSTILE = '<img src=x onerror="document.title=`prise`">'

describe('many mails', () => {
  let nadia: Writer, paul: Writer, first: Mail, important: Mail
  const word = unique()
  beforeAll(async () => {
    ;[nadia, paul] = await Promise.all([aWriter(), aWriter({ givenName: 'Paul' })])
    first = await paul.sends([nadia], { subject: 'Le premier', text: 'Long\n'.repeat(200) })
    for (let sent = 0; sent < 30; sent++)
      await paul.own('POST', '/mails', { key: unique(20), to: [nadia.id], subject: `Suite ${sent}`, text: '.' })
    important = await paul.sends([nadia], { subject: `${word} ${'très '.repeat(30)}long`, importance: 'high', text: HOSTILE })
    await nadia.sends([paul], { subject: 'Retour', replyTo: important.id })
  }, 180_000)

  test('are paged, searched and filtered, by the address; reading goes from one to the next', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window()
    await opens(page, nadia, '/courrier/recus')
    const lines = page.getByRole('region', { name: 'Messages reçus' }).getByRole('listitem')
    await page.getByRole('button', { name: 'Plus anciens' }).click()
    await page.getByRole('link', { name: 'Le premier' }).waitFor()
    expect(await lines.count()).toBe(32)

    await lines.first().getByRole('link').click()
    await page.getByRole('heading', { name: word, level: 1 }).waitFor()
    // Who has read a mail has read those before it in the same conversation, as receipts are: they are told which, and may put one back.
    const others = page.getByRole('article').getByText('31 messages plus anciens de cette conversation sont désormais lus')
    await others.click()
    await page.getByRole('article').getByRole('link', { name: 'Le premier' }).waitFor()
    await page.getByRole('link', { name: 'Message plus ancien' }).click()
    await page.getByRole('heading', { name: 'Suite', level: 1 }).waitFor()
    await page.getByRole('link', { name: 'Message plus récent' }).click()
    await page.getByRole('heading', { name: word, level: 1 }).waitFor()

    await page.getByRole('searchbox').pressSequentially(word)
    await page.waitForURL(`**?q=${word}`)
    await lines.nth(1).waitFor({ state: 'detached' })
    await nadia.own('PUT', `/mails/${first.id}/read`, { read: false })
    await page.goto('/courrier/recus')
    await page.getByLabel('Non lus seulement').check()
    await page.waitForURL('**/courrier/recus?nonlus=oui')
    await lines.filter({ hasText: 'Le premier' }).getByText('non lu').waitFor()
    expect(await lines.filter({ hasText: word }).count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('something new that arrives while older ones are awaited does not take their place', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page } = await browser.window()
    await opens(page, nadia, '/courrier/recus')
    const { promise: arrived, resolve: letCome } = Promise.withResolvers<void>()
    await page.route('**/api/v1/**/mails?*cursor=*', async (route) => {
      await arrived
      // The first question was given up for what is new.
      await route.continue().catch(() => undefined)
    })
    await page.getByRole('button', { name: 'Plus anciens' }).click()
    await paul.sends([nadia], { subject: 'Entre-temps', text: '.' })
    await page.getByRole('link', { name: 'Entre-temps' }).waitFor()
    letCome()
    await page.getByRole('link', { name: 'Le premier' }).waitFor()
  })

  describe('every page', () => {
    let as: Session
    beforeAll(async () => (as = await pagesSession(nadia)))

    test.for(LANGUAGES)('reads well in %s', { timeout: 600_000 }, async (language) => {
      await using browser = await aBrowser()
      const { page, complaints } = await browser.window(firstLook(language), as)
      for (const path of [
        '/courrier/recus',
        '/courrier/recus?q=zzzzzz',
        '/courrier/envoyes',
        `/courrier/${important.id}`,
        '/courrier/inconnu',
        '/courrier/nouveau',
        `/courrier/nouveau?re=${important.id}&tous=oui`,
        `/courrier/nouveau?tr=${important.id}`,
      ]) {
        await openAsFirst(page, path, language)
        await expectReadable(page, path, language)
      }
      expect(complaints).toEqual([])
    })
  })
})
