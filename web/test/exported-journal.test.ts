import { writeFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, inject, test } from 'vitest'
import { exportsOf } from '../../bridge/test/support/exports.ts'
import { roomPath, sharedStage, some } from '../../bridge/test/support/rooms.ts'
import { aBrowser, PHONE } from './with/browser.ts'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { journal, exported, fetches, says } = exportsOf(sharedStage(), inject('stack').baseUrl)

test('the exported page stands by itself in a browser: everybody can use it, nothing in it runs, nothing is fetched', async () => {
  const { circle, room, nadia, paul } = await journal()
  const first = await says(nadia, room, '<script>document.title = "pris"</script><img src="https://ailleurs.example/x.png">')
  await says(paul, room, 'Bien reçu', { 'm.relates_to': { 'm.in_reply_to': { event_id: first } } })
  const gone = await says(paul, room, 'Effacé')
  expect((await paul.matrix('PUT', roomPath(room, 'redact', gone, some('txn')), {})).status).toBe(200)
  const made = await exported(nadia, circle.id)
  const file = join(tmpdir(), `${some('export')}.html`)
  writeFileSync(file, (await fetches(nadia, made.id, 'html')).bytes, { mode: 0o600 })

  await using browser = await aBrowser()
  for (const setting of [{}, { size: PHONE, scheme: 'dark' as const }]) {
    const { page, complaints } = await browser.window(setting)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`file://${file}`)
    await page.getByRole('heading', { level: 1, name: `Journal de ${circle.patient.displayName}` }).waitFor()
    expect(await page.title()).toBe(`Journal de ${circle.patient.displayName}`)
    expect(asked).toEqual([`file://${file}`])
    expect(complaints).toEqual([])
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(
      expect.arrayContaining(['Sommaire', 'Membres du cercle de soins', 'Fichiers joints']),
    )
    await page.getByText('<script>document.title').first().waitFor()
    await page.getByText(`Message supprimé par ${paul.fullName}`).waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
    // Nothing is wider than a phone.
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
  }
})
