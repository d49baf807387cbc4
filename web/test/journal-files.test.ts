import { expect, test } from 'vitest'
import { aBrowser, PHONE } from './with/browser.ts'
import { message, twoPeople } from './with/journal.ts'

const LONG = { timeout: 240_000 }

test('a file goes from the page to the journal, its documents and the other client, and is seen there', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, window, elsewhere } = await twoPeople(browser, { size: PHONE })
  const picture = await page.screenshot()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Joindre des fichiers' }).click(),
  ])
  await chooser.setFiles({ name: 'plaie du 3 mars.png', mimeType: 'image/png', buffer: picture })
  const shown = page.getByRole('article').getByRole('img', { name: 'plaie du 3 mars.png' })
  await shown.waitFor()
  await page
    .getByRole('article')
    .filter({ has: page.getByRole('img', { name: 'plaie du 3 mars.png' }) })
    .getByText(/Envoyé|Lu par/)
    .waitFor()
  expect(await shown.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(true)
  expect(await elsewhere.messages(journal.roomId)).toContain('plaie du 3 mars.png')
  await page.getByRole('link', { name: 'Documents' }).click()
  await page.getByRole('button', { name: 'plaie du 3 mars.png' }).click()
  await page.getByRole('dialog').getByRole('img', { name: 'plaie du 3 mars.png' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /plaie du 3 mars.png$/ }).click()
  await page.getByRole('article').getByRole('img', { name: 'plaie du 3 mars.png' }).waitFor()
  // A refused one says why, and can be taken back.
  const [again] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Joindre des fichiers' }).click()])
  await again.setFiles({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<script>1</script>') })
  await page
    .getByRole('alert')
    .getByText(/page.html n’a pas été envoyé/)
    .waitFor()
  await page.getByRole('button', { name: 'Retirer page.html' }).click()
  expect(window.complaints).toEqual([])
})

test('a voice note is recorded, heard by its author, sent, and heard by the others', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, window, elsewhere } = await twoPeople(browser)
  await page.getByRole('button', { name: 'Enregistrer une note vocale' }).click()
  await page.getByText(/Enregistrement\s: (0:0[1-9]|0:[1-5]\d)/).waitFor()
  await page.getByRole('button', { name: 'Terminer et écouter' }).click()
  await page.getByRole('button', { name: 'Envoyer la note vocale' }).click()
  const note = message(page, 'Note vocale')
  await note.getByText(/Envoyé|Lu par/).waitFor()
  await note.getByRole('button', { name: 'Écouter' }).click()
  // Its words give way to the player.
  const sound = page.locator('article audio')
  await sound.waitFor()
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.readyState), { timeout: 60_000 }).toBeGreaterThan(0)
  const { chunk } = (await elsewhere.as('GET', `/client/v3/rooms/${encodeURIComponent(journal.roomId)}/messages?dir=b&limit=5`)) as {
    chunk: { content: Record<string, unknown> }[]
  }
  const sent = chunk.find(({ content }) => content['msgtype'] === 'm.audio')?.content
  expect(sent).toMatchObject({ 'org.matrix.msc3245.voice': {}, info: { mimetype: 'audio/webm' } })
  const heard = sent?.['org.matrix.msc1767.audio'] as { waveform: number[] } | undefined
  expect(heard?.waveform.length).toBeGreaterThan(3)
  expect(window.complaints).toEqual([])
})

test('a file dropped on the journal is on its way, and what is on its way can be taken back', LONG, async () => {
  await using browser = await aBrowser()
  const { journal, page, elsewhere } = await twoPeople(browser)
  // Nothing arrives before it has been seen on its way.
  const { promise: seen, resolve: letGo } = Promise.withResolvers<void>()
  await page.route('**/_matrix/media/v3/upload*', async (route) => {
    await seen
    await route.continue()
  })
  const drop = async (name: string) => {
    const data = await page.evaluateHandle((called) => {
      const held = new DataTransfer()
      held.items.add(new File(['bonjour'], called, { type: 'text/plain' }))
      return held
    }, name)
    await page.getByRole('main').dispatchEvent('drop', { dataTransfer: data })
  }
  await drop('de trop.txt')
  await page.getByRole('button', { name: 'Annuler l’envoi de de trop.txt' }).click()
  // The network fails while one is on its way: it says so, and is sent when asked again.
  await page.route('**/upload?filename=coup%25C3%25A9.txt', (route) => route.abort(), { times: 1 })
  await drop('coupé.txt')
  await page
    .getByRole('alert')
    .getByText(/coupé.txt n’a pas été envoyé/)
    .waitFor()
  await page.getByRole('button', { name: 'Réessayer' }).click()
  await drop('compte rendu.txt')
  await page
    .getByText(/Envoi de compte rendu.txt/)
    .first()
    .waitFor()
  letGo()
  await message(page, 'coupé.txt')
    .getByText(/Envoyé/)
    .waitFor()
  await message(page, 'compte rendu.txt')
    .getByText(/Envoyé/)
    .waitFor()
  expect(await elsewhere.messages(journal.roomId)).toContain('compte rendu.txt')
  expect(await elsewhere.messages(journal.roomId)).not.toContain('de trop.txt')
})

test(
  'the documents of a journal are those of its index: looked for by name and kind, there as soon as they are sent, gone with their message',
  LONG,
  async () => {
    await using browser = await aBrowser()
    const { journal, page, window, elsewhere } = await twoPeople(browser)
    const attach = async (name: string, msgtype: string, type: string, bytes: Uint8Array) =>
      elsewhere.say(journal.roomId, { msgtype, body: name, url: await elsewhere.upload(name, type, bytes), info: { mimetype: type } })
    await attach('Échographie.png', 'm.image', 'image/png', await page.screenshot())
    await page.getByRole('link', { name: 'Documents' }).click()
    const line = (name: string) => page.getByRole('listitem').filter({ hasText: name })
    await line('Échographie.png').waitFor()
    const retired = await attach('à retirer.txt', 'm.file', 'text/plain', Buffer.from('bonjour'))
    await line('à retirer.txt')
      .getByText(journal.members[1]?.name ?? '')
      .waitFor()

    await page.getByLabel('Rechercher un document').fill('echo')
    await line('à retirer.txt').waitFor({ state: 'detached' })
    await line('Échographie.png').waitFor()
    await page.getByText('Autres', { exact: true }).click()
    await page.getByText('Aucun document ne correspond').waitFor()
    await page.getByRole('button', { name: 'Effacer la recherche' }).click()
    await line('à retirer.txt').waitFor()

    await elsewhere.as('PUT', `/client/v3/rooms/${encodeURIComponent(journal.roomId)}/redact/${encodeURIComponent(retired)}/gone`, {})
    await line('à retirer.txt').waitFor({ state: 'detached' })
    await line('Échographie.png').waitFor()
    expect(window.complaints).toEqual([])
  },
)
