import type { Person } from 'bridge/contract'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { aBrowser, PHONE, consoleSession, giveAgain, pagesSession, type Session, searchList } from './with/browser.ts'
import { calm, violations } from './with/readable.ts'
import { aCircle, aPersonWithPassword, call, unique } from './with/registry.ts'

let as: Session
let administrator: Awaited<ReturnType<typeof aPersonWithPassword>>
beforeAll(async () => {
  administrator = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
  as = await consoleSession(administrator)
}, 90_000)

/** The password may have been given a moment ago, by another test. */
async function confirmIfAsked(page: Page, then: Locator): Promise<void> {
  const again = page.getByRole('dialog', { name: 'Redonnez votre mot de passe' })
  await again.or(then).first().waitFor()
  if (await again.isVisible()) await giveAgain(page, administrator.password)
  await then.waitFor()
}

test(
  'a professional is found by name, with where they work, what they reach and where they are signed in, which is ended',
  { timeout: 180_000 },
  async () => {
    const person = await aPersonWithPassword({ givenName: 'Nadia' })
    const [circle, structure] = [await aCircle(), unique()]
    await call('PUT', `/structures/${structure}`, { name: `Cabinet ${structure}`, kind: 'Cabinet infirmier' })
    await call('PUT', `/people/${person.id}/employments/${structure}`, { role: 'editor', reason: 'embauche' })
    await call('PUT', `/circles/${circle.id}/members/${person.id}`, { role: 'Infirmière' })
    const [from, until] = [0, 7].map((days) => new Date(Date.now() + days * 86_400_000).toISOString())
    await call('PUT', `/people/${person.id}/absence`, { from, until })
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
    await searchList(page, person.familyName)
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByText(`Cabinet ${structure} · rédacteur`).waitFor()
    await page
      .getByRole('definition')
      .getByText(/^du .+ au /)
      .waitFor()
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

test(
  'an administrator corrects somebody’s record and suspends them: what is wrong is told at its field, what changed meanwhile in words, and what is not shown stays',
  { timeout: 180_000 },
  async () => {
    const person = await aPersonWithPassword({ givenName: 'Odile', administrator: true })
    const name = `Odile ${person.familyName.toLocaleUpperCase('fr')}`
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, as)
    await page.goto(`/admin/personnes/${person.id}`)
    await page.getByRole('button', { name: 'Modifier la fiche' }).click()
    const dialog = page.getByRole('dialog', { name: `Modifier ${name}` })
    const save = dialog.getByRole('button', { name: 'Enregistrer' })
    expect(page.url()).toContain('acte=modifier')
    await dialog.getByLabel('Prénom').fill('')
    await save.click()
    await dialog.getByText('Indiquez son prénom.').waitFor()
    await dialog.getByText('Indiquez le motif.').waitFor()
    expect(await dialog.getByLabel('Prénom').evaluate((field) => field === document.activeElement)).toBe(true)
    await dialog.getByLabel('Prénom').fill('Odette')
    await dialog.getByLabel('RPPS').fill('12345678901')
    await dialog.getByLabel('E-mail').fill('odette@')
    await dialog.getByLabel('Motif').fill('Fiche corrigée')
    await save.click()
    await dialog.getByText('numéro RPPS attendu : 11 chiffres, clé de contrôle comprise', { exact: true }).waitFor()
    for (const label of ['RPPS', 'E-mail']) expect(await dialog.getByLabel(label).getAttribute('aria-invalid'), label).toBe('true')
    await calm(page)
    expect(await violations(page)).toEqual([])

    // Meanwhile the portal gives them a telephone.
    const { givenName, familyName, profession } = person
    await call('PUT', `/people/${person.id}`, { givenName, familyName, profession, administrator: true, telephone: '0298000000' })
    await page.getByText('0298000000').waitFor()
    await dialog.getByLabel('RPPS').fill('')
    await dialog.getByLabel('E-mail').fill('odette@exemple.fr')
    await save.click()
    await confirmIfAsked(page, dialog.getByText('Cette fiche a changé entre-temps'))
    await dialog.getByText('depuis que vous l’avez ouverte : Téléphone', { exact: false }).waitFor()
    expect(await call<Person>('GET', `/people/${person.id}`)).toMatchObject({ givenName: 'Odile', telephone: '0298000000' })
    await dialog.getByRole('button', { name: 'Reprendre à partir de la fiche actuelle' }).click()
    expect(await dialog.getByLabel('Téléphone').inputValue()).toBe('0298000000')
    expect(await dialog.getByLabel('Prénom').evaluate((field) => field === document.activeElement)).toBe(true)

    await dialog.getByText('Administrateur de la plateforme', { exact: false }).waitFor()
    await dialog.getByLabel('Prénom').fill('Odette')
    await dialog.getByLabel('Statut').selectOption('suspended')
    await dialog.getByText('toutes ses sessions sont refusées', { exact: false }).waitFor()
    await dialog.getByLabel('Motif').fill('Vol de son téléphone')
    await save.click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: name.replace('Odile', 'Odette') }).waitFor()
    await page.getByText('Suspendu', { exact: true }).waitFor()
    expect(await call<Person>('GET', `/people/${person.id}`)).toMatchObject({
      givenName: 'Odette',
      telephone: '0298000000',
      status: 'suspended',
      administrator: true,
    })
    const { items } = await call<{ items: { reason: string | null }[] }>('GET', `/audit/events?personId=${person.id}&kind=person.suspended`)
    expect(items.map(({ reason }) => reason)).toEqual(['Vol de son téléphone'])
    expect(complaints).toEqual([])
  },
)

test(
  'a right of the console is given and taken back; a departure says what it ends, and ends it; by the keyboard',
  { timeout: 180_000 },
  async () => {
    const [person, circle] = [await aPersonWithPassword({ givenName: 'Basile' }), await aCircle()]
    await call('PUT', `/circles/${circle.id}/members/${person.id}`, { role: 'Aide-soignant' })
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({ size: PHONE, scheme: 'dark' }, as)
    await page.goto(`/admin/personnes/${person.id}?acte=modifier`)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Console').selectOption('auditor')
    await dialog.getByLabel('Motif').fill('Déléguée à la protection des données')
    await dialog.getByLabel('Motif').blur()
    await calm(page)
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await confirmIfAsked(page, page.getByRole('main').getByText('auditeur', { exact: true }))

    await page.getByRole('button', { name: 'Enregistrer un départ…' }).press('Enter')
    await dialog.getByText('Tous ses emplois', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Enregistrer le départ' }).press('Enter')
    await dialog.getByText('Indiquez le motif.').waitFor()
    await page.keyboard.type('Retraite')
    await calm(page)
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Enregistrer le départ' }).press('Enter')
    await page.getByText('Parti', { exact: true }).waitFor()
    await page.getByText('Dans aucun cercle').waitFor()
    expect(await page.getByRole('button', { name: 'Enregistrer un départ…' }).count()).toBe(0)
    expect(complaints).toEqual([])
  },
)
