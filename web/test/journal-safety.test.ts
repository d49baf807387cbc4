import { expect, test } from 'vitest'
import { aBrowser } from './with/browser.ts'
import { message, twoPeople } from './with/journal.ts'
import { until } from './with/registry.ts'

const LONG = { timeout: 240_000 }

test('a circle that is lost while its journal is open: the page says so and shows nothing of it any more', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, nadia, page, elsewhere } = await twoPeople(browser)
  await elsewhere.say(journal.roomId, 'Le secret du journal')
  await message(page, 'Le secret du journal').waitFor()
  await journal.end(nadia)
  await page.getByRole('heading', { level: 1, name: 'Vous ne faites plus partie de ce cercle' }).waitFor({ timeout: 60_000 })
  expect(await page.content()).not.toContain('Le secret du journal')
  await page.getByRole('link', { name: 'Revenir aux dossiers' }).click()
  await page.getByText('Aucun dossier pour l’instant').waitFor()
  await page.goto(`/dossiers/${journal.id}/journal`)
  await page.getByRole('heading', { level: 1, name: 'Vous ne faites plus partie de ce cercle' }).waitFor()
})

test('a session ended elsewhere, and signing out in one of two tabs: nothing is left on the device', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, window, elsewhere } = await twoPeople(browser)
  await elsewhere.say(journal.roomId, 'Le secret du journal')
  await message(page, 'Le secret du journal').waitFor()
  const second = await window.context.newPage()
  await second.goto(`/dossiers/${journal.id}/journal`)
  await message(second, 'Le secret du journal').waitFor()
  await page.getByRole('button', { name: /Compte de/ }).click()
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  for (const tab of [page, second]) await tab.getByLabel('Identifiant').waitFor()
  const left = await until('the browser lets its databases go', async () => {
    const kept = await page.evaluate(async () => ({
      keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
      words: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    }))
    return kept.databases.length === 0 ? kept : undefined
  })
  expect(left.keys.filter((key) => !key.startsWith('tsr-scroll'))).toEqual(['language'])
  expect({ ...left, keys: [] }).toEqual({ keys: [], databases: [], caches: [], words: expect.not.stringContaining(journal.id) })
  await page.goto(`/dossiers/${journal.id}/journal`)
  await page.getByLabel('Identifiant').waitFor()
  expect(await page.content()).not.toContain('Le secret du journal')
})

test('hostile words, markup, links and file names harm nobody', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, window, elsewhere } = await twoPeople(browser)
  const alarm = 'document.title="piégé"'
  await elsewhere.say(journal.roomId, `<img src=x onerror='${alarm}'> javascript:${alarm}`)
  await elsewhere.say(journal.roomId, {
    msgtype: 'm.text',
    body: 'mis en forme',
    format: 'org.matrix.custom.html',
    formatted_body: `<b>gras</b><h1>titre</h1><svg onload='${alarm}'></svg><img src=x onerror='${alarm}'><a href="javascript:${alarm}">lien</a><a href="https://exemple.fr/" onclick='${alarm}' style="position:fixed">bon</a><form action="/"><input></form><style>body{display:none}</style><iframe srcdoc="<script>${alarm}</script>"></iframe>`,
  })
  const name = `"><script>${alarm}</script>.txt`
  const url = await elsewhere.upload(name, 'text/plain', new TextEncoder().encode('bonjour'))
  await elsewhere.say(journal.roomId, { msgtype: 'm.file', body: name, filename: name, url, info: { mimetype: 'text/html', size: 7 } })
  const marked = message(page, 'gras')
  await marked.waitFor()
  await message(page, '.txt').waitFor()
  const html = await marked.locator('div').filter({ hasText: 'gras' }).last().innerHTML()
  for (const wrong of ['<svg', '<img', '<form', '<style', '<iframe', '<h1', 'javascript:', 'onclick', 'style='])
    expect(html).not.toContain(wrong)
  expect(await marked.getByRole('link').getAttribute('href')).toBe('https://exemple.fr/')
  expect(await marked.getByRole('link').getAttribute('rel')).toContain('noopener')
  await message(page, '.txt').getByRole('button', { name: /\.txt/ }).click()
  await page.getByRole('dialog').getByText('Pas d’aperçu pour ce type de fichier').waitFor()
  expect(await page.title()).not.toContain('piégé')
  // The browser says what its policy would have stopped, even of markup that is only read to be cleaned.
  expect(window.complaints.filter((words) => !words.startsWith('Executing inline event handler'))).toEqual([])
})
