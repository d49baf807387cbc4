import { beforeAll, expect, test } from 'vitest'
import { aBrowser, consoleSession, PHONE, type Session } from './with/browser.ts'
import { aCircle, aPersonWithPassword, call } from './with/registry.ts'
import { aSealed } from './with/retentions.ts'

let asker: Awaited<ReturnType<typeof aPersonWithPassword>>
let name: string
let as: Session
beforeAll(async () => {
  asker = await aPersonWithPassword({ givenName: 'Claire', administrator: true })
  name = `Claire ${asker.familyName.toUpperCase()}`
  as = await consoleSession(asker)
}, 90_000)

test('a seal is lifted on a phone: the journal is kept, and its circle stays closed and empty', { timeout: 240_000 }, async () => {
  const circle = await aCircle()
  const { id } = await aSealed(circle.id, asker)
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({ size: PHONE }, as)
  await page.goto(`/admin/conservation/${id}`)
  await page.getByRole('button', { name: 'Lever le scellé…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Lever le scellé' })
  await dialog.getByText('ses membres n’y reviennent pas d’eux-mêmes', { exact: false }).waitFor()
  await dialog.getByLabel('Motif').fill('Contentieux en cours')
  await dialog.getByRole('button', { name: 'Lever le scellé' }).click()
  await page.getByRole('status').getByText('Le scellé est levé.').waitFor()
  await page.getByText(`Scellé levé par ${name}`).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('outcome')
  for (const act of [/^Lever/, /^Approuver/]) expect(await page.getByRole('button', { name: act }).count()).toBe(0)
  await page.getByRole('link', { name: 'Son cercle' }).click()
  await page.getByRole('button', { name: 'Sceller à la demande du patient…' }).waitFor()
  expect(await call('GET', `/circles/${circle.id}`)).toMatchObject({ status: 'closed', journal: 'kept', memberCount: 0 })
  expect(complaints).toEqual([])
})

test('who may only read is offered no act, by no address', { timeout: 180_000 }, async () => {
  const auditor = await aPersonWithPassword({ givenName: 'Alix', consoleRole: 'auditor' })
  const circle = await aCircle()
  const sealed = await aSealed(circle.id, asker)
  const kept = await aCircle()
  await using browser = await aBrowser()
  const { page, complaints } = await browser.window({}, await consoleSession(auditor))
  await page.goto('/admin/conservation')
  await page.getByRole('heading', { level: 1, name: 'Conservation' }).waitFor()
  await page.goto(`/admin/conservation/${sealed.id}?acte=lever`)
  await page.getByText('la purge attend un second administrateur').waitFor()
  expect(
    await page
      .getByRole('main')
      .getByRole('button', { name: /Lever|Approuver|Réessayer/ })
      .count(),
  ).toBe(0)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.goto(`/admin/cercles/${kept.id}?sceller=oui`)
  await page.getByText('Le cercle est actif : son journal ne part que si le patient le demande.').waitFor()
  expect(await page.getByRole('button', { name: /^Sceller/ }).count()).toBe(0)
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(complaints).toEqual([])
})
