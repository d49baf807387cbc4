import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, PHONE, signIn, searchList } from './with/browser.ts'
import { aCircle, aPerson, aPersonWithPassword } from './with/registry.ts'

let administrator: Awaited<ReturnType<typeof aPersonWithPassword>>
beforeAll(async () => {
  administrator = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
}, 60_000)

describe('an administrator', () => {
  test.for([{ on: 'a desktop' }, { on: 'a phone', size: PHONE }])(
    'finds a circle on $on, adds a member with a reason, sees it become true, and ends it',
    { timeout: 120_000 },
    async ({ size }) => {
      const circle = await aCircle()
      const nadia = await aPerson({ givenName: 'Nadia' })
      const name = `Nadia ${nadia.familyName.toUpperCase()}`
      await using browser = await aBrowser()
      const { page, complaints } = await browser.window(size === undefined ? {} : { size })

      // The page asked for is the page one lands on, after signing in.
      await page.goto('/admin/cercles')
      await signIn(page, administrator.localpart, administrator.password)
      await page.getByRole('heading', { name: 'Cercles de soins', level: 1 }).waitFor()
      await searchList(page, circle.patient.displayName.split(' ').at(-1) ?? '')
      await page.getByRole('link', { name: circle.patient.displayName }).click()
      await page.getByRole('heading', { name: circle.patient.displayName, level: 1 }).waitFor()

      await page.getByRole('button', { name: 'Ajouter un membre' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Ajouter un membre' })
      await dialog.getByRole('button', { name: 'Ajouter au cercle' }).click()
      await dialog.getByText('Choisissez un professionnel.').waitFor()
      await dialog.getByLabel('Professionnel').fill(nadia.familyName)
      await dialog.getByRole('button', { name }).click()
      await dialog.getByLabel('Rôle dans le cercle').fill('Infirmière référente')
      await dialog.getByRole('button', { name: 'Ajouter au cercle' }).click()
      await dialog.getByText('Indiquez le motif.').waitFor()
      await dialog.getByLabel('Motif').fill('Demande du médecin traitant')
      await dialog.getByRole('button', { name: 'Ajouter au cercle' }).click()

      await page.getByRole('status').getByText(`${name} est maintenant dans le journal.`).waitFor()
      const rows = page.getByRole(size === undefined ? 'row' : 'listitem').filter({ hasText: name })
      const compared = await rows.first().innerText()
      for (const words of ['Infirmière référente', 'Membre', 'Présent', 'Conforme']) expect(compared).toContain(words)
      await rows.nth(1).getByText('Demande du médecin traitant').waitFor()

      await page.getByRole('button', { name: `Mettre fin à l’appartenance de ${name}` }).click()
      const ending = page.getByRole('dialog', { name: 'Mettre fin à une appartenance' })
      for (const words of [name, circle.patient.displayName, 'Infirmière référente']) await ending.getByText(words).waitFor()
      await ending.getByLabel('Motif').fill('Fin du remplacement')
      await ending.getByRole('button', { name: 'Mettre fin' }).click()
      await page.getByRole('status').getByText(`${name} n’est plus dans le journal.`).waitFor()
      await rows.filter({ hasText: 'Terminée' }).waitFor()

      expect(complaints).toEqual([])
    },
  )

  test('signs out, and the way back asks for the password again', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page, context } = await browser.window()
    await page.goto('/admin')
    await signIn(page, administrator.localpart, administrator.password)
    await page.getByRole('heading', { name: 'Vue d’ensemble' }).waitFor()
    expect(await page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]))).not.toMatch(
      /token|syt_/i,
    )
    expect((await context.cookies()).every(({ httpOnly }) => httpOnly)).toBe(true)

    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.getByRole('heading', { name: 'Connexion à la console' }).waitFor()
    await page.goto('/admin/cercles')
    await page.getByRole('heading', { name: 'Connexion à la console' }).waitFor()
    expect(page.url()).toContain('retour=%2Fadmin%2Fcercles')
  })
})

describe('somebody who may not enter', () => {
  test('a professional who is not an administrator is refused with words, and gets no session', { timeout: 120_000 }, async () => {
    const nurse = await aPersonWithPassword()
    await using browser = await aBrowser()
    const { page, context } = await browser.window()
    await page.goto('/admin')
    await signIn(page, nurse.localpart, nurse.password)
    const heard = page.getByRole('alert').getByText('Connexion refusée')
    await heard.waitFor()
    expect(await heard.innerText()).toMatch(/administrat/i)
    expect(await context.cookies()).toEqual([])
  })

  test('a wrong password is told as such', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page } = await browser.window()
    await page.goto('/admin')
    await signIn(page, administrator.localpart, 'ce n’est pas lui')
    await page.getByRole('main').getByText('Identifiant ou mot de passe incorrect.').waitFor()
  })

  test('a session that ends while somebody works leads back to the same page', { timeout: 120_000 }, async () => {
    await using browser = await aBrowser()
    const { page, context } = await browser.window()
    await page.goto('/admin/cercles?ecart=oui')
    await signIn(page, administrator.localpart, administrator.password)
    await page.getByRole('heading', { name: 'Cercles de soins', level: 1 }).waitFor()
    await context.clearCookies()
    // Whatever the page asks next tells it: for this filter, or because something was recorded meanwhile.
    void page
      .getByText('Fermés')
      .click()
      .catch(() => undefined)
    await page.getByText('Votre session a pris fin.', { exact: false }).waitFor()
    await signIn(page, administrator.localpart, administrator.password)
    await page.getByRole('heading', { name: 'Cercles de soins', level: 1 }).waitFor()
    expect(page.url()).toContain('ecart=oui')
  })
})
