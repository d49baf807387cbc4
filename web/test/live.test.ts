import { expect, test } from 'vitest'
import { aBrowser, consoleSession } from './with/browser.ts'
import { aPersonWithPassword, call, unique } from './with/registry.ts'

test(
  'what another does shows in an open page of the console, and what happened while the page was not seen',
  { timeout: 180_000 },
  async () => {
    const [administrator, person, structure] = [
      await aPersonWithPassword({ givenName: 'Claire', administrator: true }),
      await aPersonWithPassword({ givenName: 'Nadia' }),
      unique(),
    ]
    await call('PUT', `/structures/${structure}`, { name: `Cabinet ${structure}`, kind: 'Cabinet infirmier' })
    const as = await consoleSession(administrator)
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, as)
    await page.goto(`/admin/personnes/${person.id}`)
    await page.getByText('Aucun emploi enregistré').waitFor()
    await call('PUT', `/people/${person.id}/employments/${structure}`, { role: 'editor', reason: 'embauche' })
    await page.getByText(`Cabinet ${structure} · rédacteur`).waitFor()

    const seen = (state: string) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now })
        document.dispatchEvent(new Event('visibilitychange'))
      }, state)
    await seen('hidden')
    await call('PUT', `/people/${person.id}/employments/${structure}`, { role: 'manager', reason: 'nommée' })
    await seen('visible')
    await page.getByText(`Cabinet ${structure} · gestionnaire`).waitFor()
    expect(complaints).toEqual([])
  },
)
