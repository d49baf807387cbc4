import type { AccessLink, Session } from 'bridge/contract'
import { describe, expect, inject, test } from 'vitest'
import { type Somebody, heading, heard, opened } from './with/account.ts'
import { aBrowser, signIn } from './with/browser.ts'
import { aPerson, aPersonWithPassword, call, unique } from './with/registry.ts'

const LONG = { timeout: 180_000 }

describe('the account', () => {
  test('shows who one is, and an absence is said, with who replaces, and lifted', LONG, async () => {
    const [nadia, paul] = [await aPersonWithPassword(), await aPerson({ givenName: 'Paul' })]
    const name = `Paul ${paul.familyName.toUpperCase()}`
    await using browser = await aBrowser()
    const { page, complaints } = await opened(browser, nadia, '/compte')
    await page.getByRole('main').getByText(`Nadia ${nadia.familyName.toUpperCase()}`).waitFor()
    await page.getByRole('button', { name: 'Indiquer une absence' }).click()
    await page.getByRole('button', { name: 'Enregistrer l’absence' }).click()
    await page.getByText('Indiquez un jour.').waitFor()
    await page.getByLabel('Premier jour').fill('2035-07-01')
    await page.getByLabel('Dernier jour').fill('2035-07-14')
    await page.getByLabel('Qui vous remplace (facultatif)').fill(paul.familyName)
    await page.getByRole('button', { name: new RegExp(name) }).click()
    await page.getByRole('button', { name: 'Enregistrer l’absence' }).click()
    await heard(page, 'Votre absence est enregistrée.')
    expect(await call('GET', `/people/${nadia.id}/absence`)).toEqual({
      from: '2035-06-30T22:00:00.000Z',
      until: '2035-07-14T22:00:00.000Z',
      replacement: { id: paul.id, name },
    })
    await page.getByRole('main').getByText(`Remplacement : ${name}`).waitFor()
    await page.getByRole('button', { name: 'Annuler cette absence' }).click()
    await heard(page, 'Votre absence est levée.')
    await page.getByRole('button', { name: 'Indiquer une absence' }).waitFor()
    expect(complaints).toEqual([])
  })

  test('ends a session elsewhere after showing it; a new password needs the present one and ends the others', LONG, async () => {
    const nadia = await aPersonWithPassword()
    const hostile = `"><img src=x onerror="document.title='piégé'">`
    const [lost, kept] = [await device(nadia, hostile), await device(nadia, 'Element Android')]
    await using browser = await aBrowser()
    const { page, complaints } = await opened(browser, nadia, '/compte')
    await page.getByText(hostile).waitFor()
    await page.getByRole('button', { name: `Déconnecter ${hostile}` }).click()
    const dialog = page.getByRole('dialog', { name: 'Déconnecter cette session' })
    await dialog.getByText(hostile).waitFor()
    await dialog.getByRole('button', { name: 'Déconnecter' }).click()
    await heard(page, 'La session est déconnectée.')
    expect([await lost.lives(), await kept.lives()]).toEqual([false, true])
    await page.getByText(hostile).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Changer de mot de passe' }).click()
    const fill = async (present: string, password: string, again = password) => {
      await page.getByLabel('Mot de passe actuel', { exact: true }).fill(present)
      await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(password)
      await page.getByLabel('Nouveau mot de passe, encore une fois', { exact: true }).fill(again)
      await page.keyboard.press('Enter')
    }
    await fill(nadia.password, 'court', 'autre')
    await page.getByText('Il faut au moins 12 caractères.').waitFor()
    await page.getByText('Les deux saisies diffèrent.').waitFor()
    const chosen = `une phrase ${unique()}`
    await fill('ce n’est pas lui', chosen)
    await page.getByRole('main').getByText('Ce n’est pas le mot de passe actuel.').waitFor()
    await fill(nadia.password, `${nadia.familyName} pour toujours`)
    await page
      .getByRole('main')
      .getByText(/contient le nom/)
      .waitFor()
    expect(await kept.lives()).toBe(true)
    await fill(nadia.password, chosen)
    await heard(page, /Votre mot de passe est changé/)
    expect(await kept.lives()).toBe(false)
    await expect(device(nadia, 'ancien')).rejects.toThrow('403')
    const again = await device({ ...nadia, password: chosen }, 'nouveau')

    // This page goes on; at the end it ends all the others at once.
    await page.reload()
    await page.getByText('nouveau', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Déconnecter les autres' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Déconnecter' }).click()
    await heard(page, 'Toutes les autres sessions sont déconnectées.')
    expect(await again.lives()).toBe(false)
    expect((await call<{ items: Session[] }>('GET', `/people/${nadia.id}/sessions`)).items).toHaveLength(1)
    expect(complaints).toEqual([])
  })
})

/** One more session of somebody. Throws the status when the password is refused. */
async function device({ userId, password }: Somebody, name: string) {
  const { baseUrl } = inject('stack')
  const login = { type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password, initial_device_display_name: name }
  const answer = await fetch(`${baseUrl}/_matrix/client/v3/login`, { method: 'POST', body: JSON.stringify(login) })
  if (!answer.ok) throw new Error(String(answer.status))
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const headers = { authorization: `Bearer ${token}` }
  return { lives: async () => (await fetch(`${baseUrl}/_matrix/client/v3/account/whoami`, { headers })).ok }
}

describe('who cannot sign in', () => {
  test('chooses a password by a link, once, and signs in with it', LONG, async () => {
    const nadia = await aPersonWithPassword()
    const { link } = await call<AccessLink>('POST', `/people/${nadia.id}/access-links`, {})
    const { hash } = new URL(String(link))
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`/acces${hash}`)
    await page.getByText(`Bonjour ${nadia.givenName}.`, { exact: false }).waitFor()
    await page.getByText('au moins 12 caractères', { exact: false }).waitFor()
    const chosen = `une phrase ${unique()}`
    await page.getByLabel('Nouveau mot de passe', { exact: true }).fill(chosen)
    await page.getByLabel('Nouveau mot de passe, encore une fois', { exact: true }).fill(chosen)
    await page.keyboard.press('Enter')
    await page.getByText('Votre mot de passe est enregistré. Connectez-vous avec.').waitFor()
    expect(page.url()).not.toContain(hash)
    expect(asked.filter((address) => address.includes(hash.slice('#jeton='.length)))).toEqual([])
    await signIn(page, nadia.localpart, chosen)
    await heading(page, /Bonjour/)

    await page.goto(`/acces${hash}`)
    await page.getByText('Ce lien ne sert plus').waitFor()
    await page.getByRole('link', { name: 'Demander un autre lien' }).click()
    await heading(page, 'Premier accès ou mot de passe oublié')
    expect(complaints).toEqual([])
  })

  test('finds from the sign-in page where to ask, and is told what is missing or that none can be sent', LONG, async () => {
    await using browser = await aBrowser()
    const { page } = await browser.window()
    await page.goto('/connexion')
    await page.getByRole('link', { name: 'Premier accès ou mot de passe oublié' }).click()
    await page.getByRole('button', { name: 'Recevoir un lien' }).click()
    await page.getByText('Saisissez votre identifiant.').waitFor()
    await page.getByLabel('Identifiant ou adresse e-mail').fill(unique())
    await page.keyboard.press('Enter')
    // The stack of the tests has no mail server; what one that has answers is the same for everybody, as access-links.test.ts proves.
    await page.getByRole('main').getByText('Cette messagerie n’envoie pas d’e-mail', { exact: false }).waitFor()
    await page.goto('/acces')
    await page.getByText('Il est incomplet', { exact: false }).waitFor()
  })
})

test('the key ? lists the keys, but not to who writes, nor to who turned it off; the menu always does', LONG, async () => {
  const nadia = await aPersonWithPassword()
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, nadia, '/dossiers')
  const list = page.getByRole('dialog', { name: 'Raccourcis clavier' })
  const search = page.getByRole('searchbox', { name: 'Rechercher un usager' })
  await search.press('?')
  expect(await search.inputValue()).toBe('?')
  expect(await list.count()).toBe(0)
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('?')
  await list.getByText('Supprimer, si c’est mon dernier message').waitFor()
  await list.getByRole('switch').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('?')
  await page.waitForTimeout(300)
  expect(await list.count()).toBe(0)
  await page.getByRole('button', { name: /Compte de/ }).press('Enter')
  await page.getByRole('menuitem', { name: 'Raccourcis clavier' }).press('Enter')
  await list.waitFor()
  expect(complaints).toEqual([])
})
