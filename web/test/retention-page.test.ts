import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { aBrowser, consoleSession, giveAgain, type Session } from './with/browser.ts'
import { aJournal, anotherClient } from './with/journal.ts'
import { aPersonWithPassword, call } from './with/registry.ts'
import { aCircleClosedFor } from './with/retentions.ts'

type Somebody = Awaited<ReturnType<typeof aPersonWithPassword>>
let asker: Somebody
let approver: Somebody
let asAsker: Session
let asApprover: Session
beforeAll(async () => {
  asker = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
  approver = await aPersonWithPassword({ givenName: 'Hugo', administrator: true })
  asAsker = await consoleSession(asker)
  asApprover = await consoleSession(approver)
}, 120_000)

const nameOf = ({ givenName, familyName }: Somebody) => `${givenName} ${familyName.toUpperCase()}`
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const heard = (page: Page, words: string | RegExp) => page.getByRole('status').getByText(words).waitFor()
const membersOf = async (circle: string) => (await call<{ items: unknown[] }>('GET', `/circles/${circle}/members`)).items.length

test(
  'a journal goes at the patient’s request: one administrator seals it, another approves, and the proof names both',
  { timeout: 240_000 },
  async () => {
    const { id, patient, roomId, members, structure } = await aJournal(['Paul'])
    const [paul] = members
    if (paul === undefined) throw new Error('nobody')
    const SECRET = 'Glycémie en hausse ce matin'
    const client = await anotherClient(paul)
    await client.say(roomId, SECRET)
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, asAsker)
    const told: string[] = []
    page.on(
      'response',
      (answer) =>
        void answer.text().then(
          (text) => told.push(text),
          () => undefined,
        ),
    )
    await page.goto(`/admin/cercles/${id}`)
    await page.getByRole('button', { name: 'Sceller à la demande du patient…' }).click()
    const dialog = page.getByRole('dialog', { name: `Sceller le journal de ${patient.displayName}` })
    await dialog.getByText('Ce cercle est actif : il est fermé, et 1 personne perd l’accès tout de suite.').waitFor()
    await dialog.getByText(structure.name).waitFor()
    await dialog.getByRole('button', { name: 'Sceller ce journal' }).click()
    await dialog.getByText('Indiquez le motif.').waitFor()
    expect(await membersOf(id)).toBe(1)
    await dialog.getByLabel('Motif').fill('Courrier reçu, identité vérifiée')
    await dialog.getByRole('button', { name: 'Sceller ce journal' }).click()
    await giveAgain(page, asker.password)
    await heading(page, `Journal de ${patient.displayName}`)
    expect(await page.title()).not.toContain(patient.displayName)
    expect(await membersOf(id)).toBe(0)

    // The archive appears by itself; who asked reads that somebody else approves, whatever the address says.
    await page.getByText('un autre administrateur approuve la purge').waitFor()
    const digest = await page.getByText(/^[0-9a-f]{64}$/).innerText()
    const here = new URL(page.url()).pathname
    await page.goto(`${here}?acte=approuver`)
    await page.getByRole('button', { name: 'Lever le scellé…' }).waitFor()
    expect(await page.getByRole('button', { name: 'Approuver la purge…' }).count()).toBe(0)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('link', { name: 'Son cercle' }).click()
    await page.getByText('Journal scellé : personne ne le lit plus').waitFor()
    await page.getByRole('heading', { name: 'Appartenances au cercle' }).waitFor()
    for (const name of ['Ajouter un membre', /^Sceller/]) expect(await page.getByRole('button', { name }).count()).toBe(0)
    await page.getByRole('link', { name: 'Suivre ce scellé' }).click()
    await heading(page, `Journal de ${patient.displayName}`)

    const other = await browser.window({}, asApprover)
    await other.page.goto('/admin')
    await other.page.getByRole('link', { name: /^Conservation \d+ purges? à approuver$/ }).click()
    await other.page.getByRole('link', { name: 'Scellés', exact: true }).click()
    await other.page.getByLabel('État').selectOption('À approuver')
    await other.page.waitForURL(/etat=archived/)
    const register = await other.page.getByRole('link', { name: 'Exporter (CSV)' }).getAttribute('href')
    expect(await (await other.page.request.get(register ?? '')).text()).toContain(patient.displayName)
    await other.page.getByRole('link', { name: patient.displayName }).press('Enter')
    await other.page.getByText('la purge attend votre décision').waitFor()
    await other.page.getByRole('button', { name: 'Approuver la purge…' }).press('Enter')
    const decision = other.page.getByRole('dialog', { name: 'Purger ce journal pour de bon' })
    await decision.getByText('1 message, aucun fichier', { exact: true }).waitFor()
    await other.page.keyboard.type('Archive vérifiée')
    await decision.getByRole('button', { name: 'Approuver et purger' }).press('Enter')
    await giveAgain(other.page, approver.password)
    await heard(other.page, 'Purge approuvée : elle commence.')

    // Both pages become the proof by themselves.
    for (const one of [page, other.page]) {
      await one.getByText('Ce journal est purgé').waitFor()
      await one.getByText(`Demandé par ${nameOf(asker)}, approuvé par ${nameOf(approver)}.`).waitFor()
    }
    const proof = page.getByRole('region', { name: 'Preuve d’existence et de purge' })
    const acts = await proof.getByRole('listitem').allInnerTexts()
    expect(acts.map((text) => text.split('\n')[0])).toEqual([
      'Fermeture du cercle',
      'Mise sous scellé',
      'Archive',
      'Approbation de la purge',
      'Purge',
    ])
    expect(acts[1]).toMatch(new RegExp(`par ${nameOf(asker)}[^]*Courrier reçu`))
    expect(acts[3]).toMatch(new RegExp(`par ${nameOf(approver)}[^]*Archive vérifiée`))
    expect(await page.getByText(/^[0-9a-f]{64}$/).innerText()).toBe(digest)
    await page.emulateMedia({ media: 'print' })
    await proof.getByText(/^Preuve de purge, scellé n° \d+$/).waitFor()
    for (const name of ['Imprimer la preuve', 'Se déconnecter']) expect(await page.getByRole('button', { name }).count()).toBe(0)
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('link', { name: 'Qui pouvait le lire, et quand' }).click()
    await page.getByText(paul.name).first().waitFor()
    await page.goto(`/admin/cercles/${id}`)
    await page.getByText('Journal purgé : il n’existe plus').waitFor()
    await page.getByRole('link', { name: 'Voir la preuve' }).waitFor()
    await page.goto(`/admin/cercles?q=${patient.displayName.split(' ').at(-1)}`)
    await page.getByText('Fermé et purgé').waitFor()
    expect(told.filter((text) => text.includes(SECRET))).toEqual([])
    expect([...complaints, ...other.complaints]).toEqual([])
  },
)

test(
  'of circles closed for long, those chosen are sealed one after the other; what is refused of one is told beside it',
  { timeout: 240_000 },
  async () => {
    // The oldest of all, so that they are on the first page whoever else is there.
    const [one, back, two, kept] = [
      await aCircleClosedFor(93),
      await aCircleClosedFor(92),
      await aCircleClosedFor(91),
      await aCircleClosedFor(90),
    ]
    await using browser = await aBrowser()
    // A session of its own: the password is not given yet.
    const { page, complaints } = await browser.window({}, await consoleSession(asker))
    await page.goto('/admin/conservation')
    await page.getByText('Fermés depuis plus de 3 650 jours (environ 10 ans)', { exact: false }).waitFor()
    const line = (of: typeof one) => page.getByRole('checkbox', { name: `Choisir le journal de ${of.patient.displayName}` })
    await line(one).waitFor()
    const names = await page.getByRole('link', { name: /^Mme Odette/ }).allInnerTexts()
    const places = [one, back, two, kept].map(({ patient }) => names.indexOf(patient.displayName))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    await page.getByText('Choisissez les journaux à sceller.').waitFor()
    for (const of of [one, two, back]) await line(of).press('Space')
    await page.getByRole('button', { name: 'Sceller 3 journaux…' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Sceller 3 journaux' })
    for (const { patient } of [one, two, back]) await dialog.getByText(patient.displayName).waitFor()
    await dialog.getByText('Un autre administrateur approuve la purge.', { exact: false }).waitFor()
    await page.keyboard.type('Durée de conservation atteinte')
    await dialog.getByRole('button', { name: 'Sceller 3 journaux' }).press('Enter')
    await page.getByRole('dialog', { name: 'Redonnez votre mot de passe' }).waitFor()
    // Meanwhile one of them is opened again.
    await call('PUT', `/circles/${back.id}`, { patientId: back.patient.id, structureId: back.structure.id, status: 'active' })
    await giveAgain(page, asker.password)
    await heard(page, '2 journaux scellés. 1 ne l’est pas')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('run')
    const report = page.getByRole('region', { name: 'Mise sous scellé' })
    const told = (of: typeof one) => report.getByRole('listitem').filter({ hasText: of.patient.displayName })
    for (const of of [one, two]) await told(of).getByText('Scellé', { exact: true }).waitFor()
    await told(back).getByText('Refusé').waitFor()
    await told(back).getByText('Ce cercle n’est pas fermé depuis assez longtemps', { exact: false }).waitFor()
    await report.getByRole('button', { name: 'Reprendre 1 journal' }).waitFor()
    await line(one).waitFor({ state: 'detached' })
    await line(kept).waitFor()
    for (const [of, journal] of [
      [one, 'sealed'],
      [two, 'sealed'],
      [back, 'kept'],
      [kept, 'kept'],
    ] as const)
      expect((await call<typeof one>('GET', `/circles/${of.id}`)).journal).toBe(journal)

    await told(one)
      .getByRole('link', { name: `Suivre : ${one.patient.displayName}` })
      .click()
    await heading(page, `Journal de ${one.patient.displayName}`)
    await page.getByText('Motif : Durée de conservation atteinte').waitFor()
    expect(complaints).toEqual([])
  },
)
