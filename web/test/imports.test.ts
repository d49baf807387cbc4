import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { Person } from 'bridge/contract'
import type { Page } from 'playwright-core'
import { newRpps } from '../../bridge/test/support/registry.ts'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { aPersonWithPassword, call, unique, until } from './with/registry.ts'

let as: Session
let password: string
beforeAll(async () => {
  const claire = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
  password = claire.password
  as = await consoleSession(claire)
}, 90_000)

const HOSTILE = '<img src=x onerror=alert(1)>'
/** Windows-1252, as Excel saves it: a newcomer, a wrong number, a number that somebody has, and a name that is no name. */
const fileOf = (ids: readonly string[], taken: string): Buffer =>
  Buffer.from(
    [
      "Matricule;Nom de famille;Prénom d'exercice;Métier;RPPS;Courriel",
      `${ids[0]};Lefèvre;Éloïse;Infirmière;;`,
      `${ids[1]};Benali;Nadia;Médecin;123;`,
      `${ids[2]};Morvan;Yann;Médecin;${taken};yann@essai.example`,
      `${ids[3]};${HOSTILE};Zoé;=1+1;;`,
      '',
    ].join('\r\n'),
    'latin1',
  )

async function bringsIn(page: Page, name: string, content: Buffer): Promise<void> {
  await page.goto('/admin/imports')
  await page.getByLabel('Ce que contient le fichier').selectOption('people')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /^Fichier|Choisir un fichier/ }).click()
  await (await choosing).setFiles({ name, mimeType: 'text/csv', buffer: content })
  await page.getByRole('button', { name: 'Lire le fichier' }).click()
}

test(
  'a file is mapped, checked, tried, applied and reported; what failed comes back as a file and is tried again alone',
  { timeout: 180_000 },
  async () => {
    const [holder, taken] = [unique(), newRpps()]
    await call('PUT', `/people/${holder}`, { givenName: 'Paul', familyName: 'Titulaire', profession: 'Médecin', rpps: taken })
    const ids = Array.from({ length: 4 }, () => unique())
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window({}, as)
    await bringsIn(page, `${HOSTILE.replaceAll('/', '')}.csv`, fileOf(ids, taken))

    await page.getByRole('heading', { level: 1, name: 'Import de professionnels' }).waitFor()
    expect(await page.getByLabel('Encodage').inputValue()).toBe('windows-1252')
    expect(await page.getByLabel('Séparateur').inputValue()).toBe('semicolon')
    expect(await page.getByLabel('Champ de la colonne Matricule').inputValue()).toBe('id')
    expect(await page.getByLabel('Champ de la colonne Métier').inputValue()).toBe('profession')
    await page.getByText('Lefèvre').first().waitFor()
    // What is needed is asked for before anything is sent.
    await page.getByLabel('Champ de la colonne Matricule').selectOption('')
    await page.getByText('Il manque : Identifiant du professionnel.').waitFor()
    await page.getByLabel('Champ de la colonne Matricule').selectOption('id')
    await page.getByRole('button', { name: 'Vérifier les lignes' }).click()

    const line = (number: number) => page.getByRole('listitem').filter({ has: page.getByText(`Ligne ${number}`, { exact: true }) })
    await page.getByRole('heading', { name: 'Vérification' }).waitFor()
    await line(3).getByText('RPPS, « 123 » :').waitFor()
    await line(3).getByText('on attend un numéro RPPS : 11 chiffres', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Simuler les 3 lignes' }).click()
    await page.getByRole('heading', { name: 'Simulation' }).waitFor()
    await line(2).getByText('serait créée').waitFor()
    await line(4).getByText('Ce numéro est déjà celui d’un autre.').waitFor()
    await line(5).getByText(HOSTILE, { exact: false }).waitFor()
    await expect(call('GET', `/people/${ids[0]}`)).rejects.toThrow('404')

    await page.getByRole('button', { name: 'Appliquer 2 changements' }).click()
    // As for each of its rows: whoever sits there gives the password again.
    const again = page.getByRole('dialog', { name: 'Redonnez votre mot de passe' })
    await again.getByLabel('Mot de passe', { exact: true }).fill(password)
    await again.getByRole('button', { name: 'Continuer' }).click()
    await page.getByRole('heading', { name: 'Rapport' }).waitFor()
    expect(await call<Person>('GET', `/people/${ids[0]}`)).toMatchObject({ familyName: 'Lefèvre', givenName: 'Éloïse' })
    await page.getByRole('button', { name: /refusées/ }).click()
    await line(4).getByText('refusée').waitFor()
    await line(2).waitFor({ state: 'detached' })
    expect(page.url()).toContain('voir=refused')

    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Lignes en échec (CSV)' }).click()
    const failed = await readFile(await (await downloading).path(), 'utf8')
    expect(failed.split('\r\n').map((row) => row.split(';')[0])).toEqual(['\u{feff}Matricule', ids[1], ids[2], ''])
    expect(failed).toContain('Ligne 4 : RPPS : Ce numéro est déjà celui d’un autre.')

    await call('PUT', `/people/${holder}`, { givenName: 'Paul', familyName: 'Titulaire', profession: 'Médecin' })
    await page.getByRole('button', { name: 'Réessayer 1 ligne' }).click()
    await page.getByRole('button', { name: /^3\s*créées/ }).waitFor()
    expect(await call<Person>('GET', `/people/${ids[2]}`)).toMatchObject({ rpps: taken })

    // The next file with the same headings is understood at once; the same again changes nothing.
    await bringsIn(page, 'encore.csv', fileOf(ids, taken))
    await page.getByRole('button', { name: 'Vérifier les lignes' }).click()
    await page.getByRole('button', { name: 'Simuler les 3 lignes' }).click()
    await page.getByRole('button', { name: 'Appliquer (aucun changement)' }).click()
    await page.getByRole('heading', { name: 'Rapport' }).waitFor()
    await page.getByRole('button', { name: /^3\s*sans changement/ }).waitFor()
    expect(complaints).toEqual([])
  },
)

test('a file that is none is refused in words, and the list of circles is taken away as it is filtered', { timeout: 90_000 }, async () => {
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, as)
  await bringsIn(page, 'classeur.csv', Buffer.from('PK\u0003\u0004…'))
  await page.getByText('C’est un classeur (xlsx, ods)', { exact: false }).first().waitFor()

  const [structureId, patientId, id, family] = [unique(), unique(), unique(), unique().toUpperCase()]
  await call('PUT', `/structures/${structureId}`, { name: '@Cabinet', kind: 'Cabinet' })
  await call('PUT', `/patients/${patientId}`, { displayName: `=Mme ${family}` })
  await call('PUT', `/circles/${id}`, { patientId, structureId })
  await page.goto(`/admin/cercles?q=${family}`)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Exporter (CSV)' }).click()
  const rows = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\r\n')
  expect(rows).toHaveLength(2)
  expect(rows[1]).toBe(`${id};${patientId};'=Mme ${family};${structureId};'@Cabinet;ouvert;0;pas encore ouvert`)
  expect(complaints).toEqual([])
})

describe('the pages of imports', () => {
  const pages: string[] = []
  beforeAll(async () => {
    const begin = async () => (await call<{ id: string }>('POST', '/imports', { kind: 'people', source: 'CSV' })).id
    const [fresh, read, checked, tried] = await Promise.all([begin(), begin(), begin(), begin()])
    for (const id of [read, checked, tried]) await put(id, fileOf([unique(), unique(), unique(), unique()], '123'))
    for (const id of [checked, tried])
      await call('PUT', `/imports/${id}/mapping`, { fields: ['id', 'familyName', 'givenName', 'profession', 'rpps', 'email'] })
    await call('POST', `/imports/${tried}/trial`, {})
    await until('the dry run has ended', async () =>
      (await call<{ state: string }>('GET', `/imports/${tried}`)).state === 'tried' ? true : undefined,
    )
    const at = (id: string) => `/admin/imports/${id}`
    pages.push('/admin/imports', at(fresh), at(read), at(checked), at(tried), `${at(tried)}?voir=held`, `${at(tried)}?colonnes=oui`)
  }, 60_000)

  test.for(LANGUAGES)('read well in %s', { timeout: 300_000 }, async (language) => {
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), as)
    for (const path of pages) {
      await openAsFirst(page, path, language)
      await expectReadable(page, path, language, { tall: false })
    }
    expect(complaints).toEqual([])
  })
})

async function put(id: string, content: Buffer): Promise<void> {
  const { baseUrl, apiKey } = inject('stack')
  const response = await fetch(`${baseUrl}/api/v1/imports/${id}/file?name=essai.csv`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv' },
    body: new Uint8Array(content),
  })
  expect(response.status).toBe(200)
}
