import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, PHONE, signIn } from './with/browser.ts'
import { aCircle, aPersonWithPassword, aRefusal } from './with/registry.ts'

let administrator: Awaited<ReturnType<typeof aPersonWithPassword>>
beforeAll(async () => {
  administrator = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
}, 60_000)

async function atTheConsole(browser: Awaited<ReturnType<typeof aBrowser>>, path: string, size?: typeof PHONE) {
  const window = await browser.window(size === undefined ? {} : { size })
  await window.page.goto(path)
  await signIn(window.page, administrator.localpart, administrator.password)
  return window
}

describe('an administrator', () => {
  test.for([{ on: 'a desktop' }, { on: 'a phone', size: PHONE }])(
    'reads on $on what was refused to somebody, and why, and simulates it',
    { timeout: 120_000 },
    async ({ size }) => {
      const circle = await aCircle()
      await aRefusal(circle)
      const { name, personId } = circle.member
      const sentence = `${name} a voulu renommer le journal de ${circle.patient.displayName} : les réglages d’un salon suivent le registre.`
      await using browser = await aBrowser()
      const { page, complaints } = await atTheConsole(browser, `/admin/decisions?personne=${personId}`, size)
      await page.getByText(`Personne : ${name}`).waitFor()
      await page.getByText(sentence).waitFor()

      await page.getByRole('button', { name: `Pourquoi : ${sentence}` }).click()
      await page.getByText('Les réglages suivent le registre', { exact: true }).waitFor()
      await page.getByText('ROOM_SETTINGS_FOLLOW_THE_REGISTRY').waitFor()
      // What is open and what is filtered lies in the address.
      await page.reload()
      await page.getByText('ROOM_SETTINGS_FOLLOW_THE_REGISTRY').waitFor()
      await page.getByText('Accords').click()
      await page.getByText('Aucune décision ne correspond').waitFor()
      expect(page.url()).toContain('etat=accord')
      await page.getByRole('button', { name: 'Effacer les filtres' }).click()
      await page.goBack()

      await page.goto(`/admin/decisions/simulateur?qui=${personId}&cercle=${circle.id}`)
      await page.getByText('Posez une question').waitFor()
      await page.getByLabel('Voudrait').selectOption({ label: 'supprimer son message' })
      await page.getByRole('button', { name: 'Simuler' }).click()
      await page.getByText('Cela passerait').waitFor()
      await page.getByLabel('Quelqu’un a écrit depuis ce message').check()
      await page.getByRole('button', { name: 'Simuler' }).click()
      await page.getByText('Cela serait refusé').waitFor()
      await page
        .getByText(`${name} ne peut pas supprimer un message dans le journal de ${circle.patient.displayName}`, { exact: false })
        .first()
        .waitFor()
      expect(page.url()).toContain('suivi=oui')
      expect(complaints).toEqual([])
    },
  )

  test('asks the simulator with the keyboard alone, from an empty form', { timeout: 120_000 }, async () => {
    const circle = await aCircle()
    await using browser = await aBrowser()
    const { page } = await atTheConsole(browser, '/admin/decisions/simulateur')
    await page.getByRole('heading', { level: 1, name: 'Simulateur' }).waitFor()
    await page.getByRole('button', { name: 'Simuler' }).press('Enter')
    await page.getByText('Choisissez qui agirait.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
    await page.keyboard.type(circle.member.name.split(' ').at(-1) ?? '')
    await page.getByRole('button', { name: circle.member.name }).press('Enter')
    await page.getByLabel('Cercle de soins', { exact: true }).fill(circle.patient.displayName.split(' ').at(-1) ?? '')
    await page.getByRole('button', { name: circle.patient.displayName }).press('Enter')
    await page.getByRole('button', { name: 'Simuler' }).press('Enter')
    await page.getByText('Cela passerait').waitFor()
  })
})
