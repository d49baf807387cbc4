import { beforeAll, expect, test } from 'vitest'
import { aBrowser, PHONE, consoleSession, giveAgain, pagesSession, type Session } from './with/browser.ts'
import { calm, violations } from './with/readable.ts'
import { aCircle, aPersonWithPassword, call, unique } from './with/registry.ts'

let as: Session
let administrator: Awaited<ReturnType<typeof aPersonWithPassword>>
beforeAll(async () => {
  administrator = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
  as = await consoleSession(administrator)
}, 90_000)

test(
  'a professional is found by name, with where they work, what they reach and where they are signed in, which is ended',
  { timeout: 180_000 },
  async () => {
    const person = await aPersonWithPassword({ givenName: 'Nadia' })
    const [circle, structure] = [await aCircle(), unique()]
    await call('PUT', `/structures/${structure}`, { name: `Cabinet ${structure}`, kind: 'Cabinet infirmier' })
    await call('PUT', `/people/${person.id}/employments/${structure}`, { role: 'editor', reason: 'embauche' })
    await call('PUT', `/circles/${circle.id}/members/${person.id}`, { role: 'Infirmière' })
    await pagesSession(person)
    const name = `Nadia ${person.familyName.toLocaleUpperCase('fr')}`

    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({ size: PHONE }, as)
    await page.goto('/admin')
    // On a phone the pages wait behind a button, and are put away once one is chosen.
    const pages = page.getByRole('button', { name: 'Pages : Accueil' })
    await pages.click()
    await page.getByRole('navigation').getByRole('link', { name: 'Professionnels' }).click()
    await page.getByRole('heading', { level: 1, name: 'Professionnels' }).waitFor()
    await page.getByRole('button', { name: 'Pages : Professionnels', expanded: false }).waitFor()
    await page.getByLabel('Rechercher').fill(person.familyName)
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByText(`Cabinet ${structure} · rédacteur`).waitFor()
    await page.getByText('Motif : embauche', { exact: true }).first().waitFor()
    await page.getByRole('link', { name: circle.patient.displayName }).first().waitFor()

    await page.getByRole('button', { name: 'Fermer toutes les sessions' }).click()
    const dialog = page.getByRole('dialog', { name: `Fermer toutes les sessions de ${name}` })
    await dialog.getByText('aussitôt', { exact: false }).waitFor()
    // What is open is in the address; the keyboard closes it.
    expect(page.url()).toContain('fermer=oui')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Fermer toutes les sessions' }).click()
    await dialog.getByLabel('Motif').fill('Téléphone perdu')
    await dialog.getByRole('button', { name: 'Fermer toutes les sessions' }).click()
    // The act is dangerous: whoever sits there gives the password again. A wrong one is told as such, and nothing is done.
    const again = page.getByRole('dialog', { name: 'Redonnez votre mot de passe' })
    await again.getByLabel('Mot de passe', { exact: true }).fill('pas le bon mot de passe')
    await page.keyboard.press('Enter')
    await again.getByText('Le mot de passe n’a pas été accepté').waitFor()
    expect((await call<{ items: unknown[] }>('GET', `/people/${person.id}/sessions`)).items).toHaveLength(1)
    await calm(page)
    expect(await violations(page)).toEqual([])
    await giveAgain(page, administrator.password)
    await page.getByText('Aucune session ouverte').waitFor()
    expect((await call<{ items: unknown[] }>('GET', `/people/${person.id}/sessions`)).items).toEqual([])

    await page.getByRole('link', { name: 'Que peut-il lire ?' }).click()
    await page.getByText(`${name} pouvait lire`, { exact: false }).waitFor()
    expect(complaints).toEqual([])
  },
)

test('who is suspended is found among the suspended, and nobody is told so in words', { timeout: 120_000 }, async () => {
  const person = await aPersonWithPassword()
  await call('PUT', `/people/${person.id}`, {
    givenName: person.givenName,
    familyName: person.familyName,
    profession: person.profession,
    status: 'suspended',
  })
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, as)
  await page.goto(`/admin/personnes?q=${encodeURIComponent(person.familyName)}&statut=suspended`)
  await page
    .getByRole('row')
    .filter({ hasText: person.familyName.toLocaleUpperCase('fr') })
    .getByText('Suspendu')
    .waitFor()
  await page.getByLabel('Statut').selectOption('departed')
  await page.getByText('Aucun professionnel ne correspond').waitFor()
  await page.getByRole('button', { name: 'Effacer la recherche et les filtres' }).click()
  await page.getByRole('row').nth(1).waitFor()
  expect(complaints).toEqual([])
})
