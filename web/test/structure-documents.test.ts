import { expect, test } from 'vitest'
import { aBrowser, PHONE } from './with/browser.ts'
import type { Member } from './with/journal.ts'
import { aDac, opened } from './with/structure.ts'

const LONG = { timeout: 240_000 }
const PEOPLE = [
  { givenName: 'Samira', role: 'manager' },
  { givenName: 'Edith', role: 'editor' },
  { givenName: 'Julien', role: 'member' },
] as const
const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`contenu de ${name}`) })

test(
  'a manager makes a folder, an editor deposits in it and replaces what was deposited, everybody reads, and nobody else writes',
  LONG,
  async () => {
    const dac = await aDac(PEOPLE)
    const [samira, edith, julien] = dac.members as [Member, Member, Member]
    await using browser = await aBrowser()
    const manager = await opened(browser, samira, '/structure/documents')
    await manager.page.getByRole('button', { name: 'Nouveau classeur' }).click()
    await manager.page.getByRole('dialog').getByLabel('Nom du classeur').fill('Procédures <b>internes</b>')
    await manager.page.keyboard.press('Enter')
    await manager.page.getByRole('dialog').waitFor({ state: 'hidden' })
    const folders = (page: typeof manager.page) => page.getByRole('navigation', { name: 'Classeurs' })
    await folders(manager.page).getByRole('link', { name: 'Procédures <b>internes</b>' }).waitFor()

    const editor = await opened(browser, edith, '/structure/documents')
    await folders(editor.page).getByRole('link', { name: 'Procédures' }).click()
    expect(await editor.page.getByRole('button', { name: 'Nouveau classeur' }).count()).toBe(0)
    const choose = async (act: () => Promise<void>, file: ReturnType<typeof text>) => {
      const [chooser] = await Promise.all([editor.page.waitForEvent('filechooser'), act()])
      await chooser.setFiles(file)
    }
    await choose(() => editor.page.getByRole('button', { name: 'Déposer' }).click(), text('accueil.txt'))
    await editor.page.getByRole('button', { name: 'accueil.txt', exact: true }).waitFor()
    await choose(async () => {
      await editor.page.getByRole('button', { name: 'Actions sur accueil.txt' }).click()
      await editor.page.getByRole('menuitem', { name: 'Nouvelle version' }).click()
    }, text('accueil-2.txt'))
    await editor.page.getByRole('button', { name: '2 versions de accueil-2.txt' }).click()
    await editor.page.getByRole('dialog').getByRole('button', { name: 'Version 1 : accueil.txt' }).click()
    await editor.page.getByRole('dialog').getByRole('link', { name: 'Télécharger' }).waitFor()
    await editor.page.keyboard.press('Escape')
    expect(await editor.page.getByRole('main').getByRole('listitem').filter({ hasText: 'accueil' }).count()).toBe(1)

    const reader = await opened(browser, julien, '/structure/documents?q=accueil', { size: PHONE })
    await reader.page.getByRole('button', { name: 'accueil-2.txt', exact: true }).waitFor()
    await reader.page.getByText('Les déposer revient aux personnes désignées').waitFor()
    expect(await reader.page.getByRole('button', { name: 'Déposer' }).count()).toBe(0)
    await reader.page.getByRole('button', { name: 'Actions sur accueil-2.txt' }).click()
    await reader.page.getByRole('menuitem', { name: 'Voir les versions' }).waitFor()
    expect(await reader.page.getByRole('menuitem').allInnerTexts()).toEqual(['Voir les versions'])
    await reader.page.keyboard.press('Escape')

    // The number that was quoted stays, and of the version that is withdrawn, that it was and why.
    await editor.page.getByRole('button', { name: 'Actions sur accueil-2.txt' }).click()
    await editor.page.getByRole('menuitem', { name: 'Retirer' }).click()
    await editor.page.getByRole('dialog').getByText('les autres versions restent, avec leur numéro').waitFor()
    await editor.page.getByRole('dialog').getByLabel('Motif').fill('Mauvais <i>fichier</i>')
    await editor.page.getByRole('dialog').getByRole('button', { name: 'Retirer le document' }).click()
    await reader.page.goto('/structure/documents?q=accueil')
    await reader.page.getByRole('button', { name: '2 versions de accueil.txt' }).click()
    const marks = reader.page.getByRole('dialog').getByRole('listitem')
    await marks
      .first()
      .getByText(/^Version 2 retirée le .+ par /)
      .waitFor()
    await marks.first().getByText('Motif : Mauvais <i>fichier</i>').waitFor()
    expect(await marks.first().getByRole('button').count()).toBe(0)
    await marks.last().getByRole('button', { name: 'Version 1 : accueil.txt' }).waitFor()
    for (const { complaints } of [manager, editor, reader]) expect(complaints).toEqual([])
  },
)

test('a document is withdrawn with a reason, after it was shown; an archived folder takes nothing more', LONG, async () => {
  const dac = await aDac(PEOPLE)
  const [samira, edith] = dac.members as [Member, Member]
  await using browser = await aBrowser()
  const { page, complaints } = await opened(browser, samira, '/structure/documents')
  await page.getByRole('button', { name: 'Nouveau classeur' }).click()
  await page.getByRole('dialog').getByLabel('Nom du classeur').fill('Modèles')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Modèles' }).click()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Déposer' }).click()])
  await chooser.setFiles(text('trame.txt'))
  await page.getByRole('button', { name: 'Actions sur trame.txt' }).click()
  await page.getByRole('menuitem', { name: 'Retirer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('trame.txt').waitFor()
  await dialog.getByRole('button', { name: 'Retirer le document' }).click()
  await dialog.getByText('Indiquez le motif.').waitFor()
  await dialog.getByLabel('Motif').fill('Remplacée par la trame régionale')
  await dialog.getByRole('button', { name: 'Retirer le document' }).click()
  await page.getByText('Aucun document', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Actions sur le classeur Modèles' }).click()
  await page.getByRole('menuitem', { name: 'Archiver' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archiver' }).click()
  await page.getByText('Classeur archivé : ses documents').waitFor()
  expect(await page.getByRole('button', { name: 'Déposer' }).count()).toBe(0)
  expect(complaints).toEqual([])

  const editor = await opened(browser, edith, page.url())
  await editor.page.getByText('Classeur archivé : ses documents').waitFor()
  expect(await editor.page.getByRole('button', { name: /Déposer|Nouveau classeur/ }).count()).toBe(0)
  expect(editor.complaints).toEqual([])
})
