import { expect, test } from 'vitest'
import { aBrowser } from './with/browser.ts'
import { type Member } from './with/journal.ts'
import { call, unique } from './with/registry.ts'
import { aDac, opened } from './with/structure.ts'

const LONG = { timeout: 240_000 }
const [SAMIRA, JULIEN] = [{ givenName: 'Samira', role: 'manager' } as const, { givenName: 'Julien' } as const]

test('the search of everything looks into each DAC where the person works', LONG, async () => {
  const dacs = [await aDac([SAMIRA, JULIEN]), await aDac([JULIEN])] as const
  const [samira, julien] = dacs[0].members as [Member, Member]
  const [second] = dacs[1].members as [Member]
  await call('PUT', `/people/${samira.id}/employments/${dacs[1].id}`, { role: 'editor' })
  // A colleague in both is found once.
  await call('PUT', `/people/${julien.id}/employments/${dacs[1].id}`, { role: 'member' })
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, `/structure/documents?structure=${dacs[1].id}`)
  await page.getByRole('link', { name: 'Documents généraux' }).click()
  const file = `note-${unique()}.txt`
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Déposer' }).click()])
  await chooser.setFiles({ name: file, mimeType: 'text/plain', buffer: Buffer.from('Note') })
  await page.getByRole('button', { name: file, exact: true }).waitFor()
  await page.goto('/accueil')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Control+k')
  const found = (title: string) => page.getByRole('dialog').getByRole('region', { name: title }).getByRole('link')
  await page.getByRole('searchbox', { name: 'Un usager' }).fill('julien')
  await expect.poll(() => found('Contacts de vos structures').count()).toBe(2)
  await found('Contacts de vos structures').filter({ hasText: julien.name }).waitFor()
  await found('Contacts de vos structures').filter({ hasText: second.name }).filter({ hasText: dacs[1].name }).waitFor()
  await page.getByRole('searchbox', { name: 'Un usager' }).fill(file)
  await found('Documents internes').filter({ hasText: dacs[1].name }).click()
  await page.getByRole('button', { name: file, exact: true }).waitFor()
  expect(new URL(page.url()).searchParams.get('structure')).toBe(dacs[1].id)
  expect(complaints).toEqual([])
})
