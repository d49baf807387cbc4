import { expect, inject, test } from 'vitest'
import { asElement, startsChat } from './support/mail.ts'
import { type Writer, mailsOf } from './support/mails.ts'
import { aPdf } from './support/files.ts'
import { CLIENT, ask, eventually, sendPath, sharedStage, some, text } from './support/rooms.ts'

const stage = sharedStage()
const { baseUrl, apiKey } = inject('stack')
const { writer, two, three, saidIn, received } = mailsOf(stage, baseUrl)
const byKey = (method: string, path: string, body?: unknown) => ask(`${baseUrl}/api/v1${path}`, method, apiKey, body)

test('a mail by the API is a readable message in any client, and a mail with its text among those that its recipient received', async () => {
  const [nadia, paul] = await two()
  const subject = `Retour à domicile <${some('s')}> & suite`
  const sent = await nadia.sends([paul], { subject, text: 'Bonjour,\nla visite est à 10 h.', importance: 'high', notifyOnRead: true })

  const [event, ...others] = await saidIn(paul, sent.roomId)
  expect(others).toEqual([])
  expect(event).toMatchObject({ event_id: sent.eventId, sender: nadia.userId })
  expect(event?.content).toMatchObject({
    msgtype: 'm.text',
    body: `Objet : ${subject}\n\nBonjour,\nla visite est à 10 h.`,
    formatted_body: `<strong>${subject.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</strong><br><br>Bonjour,<br>la visite est à 10 h.`,
    'fr.sphere.mail': { id: sent.id, subject, importance: 'high', notifyOnRead: true, replyTo: null, files: 0 },
  })

  const mail = await received(paul, sent.id)
  expect(mail).toMatchObject({
    folder: 'received',
    subject,
    importance: 'high',
    notifyOnRead: true,
    plain: false,
    unread: true,
    state: 'sent',
    deleted: false,
    from: {
      id: nadia.id,
      name: nadia.fullName,
    },
    to: [
      {
        id: paul.id,
        name: paul.fullName,
        readAt: null,
      },
    ],
    readBy: null,
  })
  expect((await paul.one(sent.id)).text).toBe('Bonjour,\nla visite est à 10 h.')
  expect((await nadia.list('folder=sent')).map(({ id }) => id)).toEqual([sent.id])
  expect(await paul.unread()).toBe(1)

  // Who holds a key sees that there is a mail, and does not read it.
  const seen = await byKey('GET', `/people/${paul.id}/mails/${sent.id}`)
  expect(seen.body).toMatchObject({ id: sent.id, subject, text: null })
  // Nobody else sees that there is one.
  const other = await writer()
  expect((await ask(`${baseUrl}/api/v1/people/${paul.id}/mails`, 'GET', other.holder.token)).status).toBe(403)
  expect((await other.api('GET', `/mails/${sent.id}`)).status).toBe(404)
})

test('a message written in a client is a mail without subject; its file too; what the API sends is found by words of subjects and names', async () => {
  const [nadia, paul] = await two()
  const room = await startsChat(nadia.matrix, asElement(paul.userId))
  const said = await nadia.matrix('PUT', sendPath(room), text('Un mot'))
  const address = await nadia.holder.upload(aPdf(), 'application/pdf', 'bilan.pdf')
  const file = await nadia.holder.attach(room, address)
  await nadia.sends([paul], { subject: 'Évaluation gériatrique' })

  const mail = await received(paul, String(said.body['event_id']))
  expect(mail).toMatchObject({ plain: true, subject: '', importance: 'normal', notifyOnRead: false, files: [], roomId: room })
  expect((await paul.one(mail.id)).text).toBe('Un mot')
  expect((await received(paul, file)).files).toMatchObject([{ eventId: file, address, name: 'compte-rendu.pdf' }])
  expect((await paul.list('search=evaluation')).map(({ subject }) => subject)).toEqual(['Évaluation gériatrique'])
  expect(await paul.list('search=evaluation+dentaire')).toEqual([])
  expect(await paul.list(`search=${encodeURIComponent(nadia.familyName)}`)).toHaveLength(3)
  // Page by page, each once, the newest first.
  const pages: string[] = []
  for (let cursor = ''; ;) {
    const { body } = await paul.api<{ items: { id: string }[]; next: string | null }>('GET', `/mails?limit=1${cursor}`)
    pages.push(...body.items.map(({ id }) => id))
    if (body.next === null) break
    cursor = `&cursor=${body.next}`
  }
  expect(pages).toEqual((await paul.list()).map(({ id }) => id))
  expect(pages).toHaveLength(3)
})

test('an answer goes to who wrote, to all when that is asked, under the same subject; in the same room it shows what it answers', async () => {
  const [nadia, paul, zoe] = await three()
  const first = await nadia.sends([paul, zoe], { subject: 'Ordonnance' })
  await received(paul, first.id)
  const alone = await paul.sends(undefined, { replyTo: first.id })
  expect(alone).toMatchObject({ subject: 'Re : Ordonnance', replyTo: first.id, to: [{ id: nadia.id }] })
  const all = await paul.sends(undefined, { replyTo: first.id, toAll: true, text: 'À vous deux' })
  expect(all.to.map(({ id }) => id).toSorted()).toEqual([nadia.id, zoe.id].toSorted())
  expect(all.roomId).toBe(first.roomId)
  const [, answer] = await saidIn(zoe, first.roomId)
  expect(answer?.content['m.relates_to']).toEqual({ 'm.in_reply_to': { event_id: first.eventId } })
  await received(nadia, all.id)
  expect(await nadia.sends(undefined, { replyTo: all.id })).toMatchObject({ subject: 'Re : Ordonnance', to: [{ id: paul.id }] })
  // Of a mail of somebody else nothing is answered.
  const other = await writer()
  expect(await other.asks([paul], { replyTo: first.id })).toMatchObject({ status: 404, body: { code: 'MAIL_UNKNOWN', path: 'replyTo' } })
})

test('files ride along with their mail and are one mail with it; passed on, whoever receives it reads them; others do not', async () => {
  const [nadia, paul, zoe] = await three()
  const pdf = await nadia.holder.upload(aPdf(), 'application/pdf', 'bilan.pdf')
  const second = await nadia.holder.upload(aPdf(), 'application/pdf')
  const sent = await nadia.sends([paul], {
    subject: 'Bilan',
    files: [
      { address: pdf, name: 'bilan.pdf' },
      { address: second, name: 'suite.pdf' },
    ],
  })
  const mail = await eventually(async () => {
    const all = await paul.list()
    expect(all[0]?.files).toHaveLength(2)
    return all
  })
  expect(mail).toHaveLength(1)
  expect(mail[0]?.files).toMatchObject([
    { address: pdf, name: 'bilan.pdf', type: 'application/pdf' },
    { address: second, name: 'suite.pdf' },
  ])
  expect((await saidIn(paul, sent.roomId)).map(({ content }) => content['msgtype'])).toEqual(['m.text', 'm.file', 'm.file'])
  expect((await paul.holder.download(pdf)).status).toBe(200)
  expect((await zoe.holder.download(pdf)).status).toBe(404)

  const passedOn = await paul.sends([zoe], { forwardOf: sent.id, text: 'Pour vous' })
  expect(passedOn.subject).toBe('Tr : Bilan')
  await eventually(async () => expect((await zoe.list())[0]?.files.map(({ address }) => address)).toEqual([pdf, second]))
  expect((await zoe.holder.download(pdf)).status).toBe(200)

  // Neither what one cannot read nor what is not there.
  const other = await writer()
  expect(await other.asks([zoe], { files: [{ address: pdf, name: 'vu.pdf' }] })).toMatchObject({
    status: 422,
    body: { code: 'ATTACHMENT_NOT_YOURS', path: 'files[0]' },
  })
  const gone = `mxc://${stage.serverName}/${'x'.repeat(24)}`
  expect(await other.asks([zoe], { files: [{ address: gone, name: 'rien.pdf' }] })).toMatchObject({
    body: { code: 'ATTACHMENT_GONE', path: 'files[0]' },
  })
  expect(await other.list('folder=sent')).toEqual([])
})

test('the same key sends once, however often and by however many at once; with another body it is refused', async () => {
  const [nadia, paul] = await two()
  const key = some('cle')
  const answers = await Promise.all(Array.from({ length: 8 }, () => nadia.asks([paul], { key, subject: 'Une fois' })))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  expect(await nadia.asks([paul], { key, subject: 'Autre' })).toMatchObject({ status: 409, body: { code: 'MAIL_KEY_REUSED', path: 'key' } })
  // Keys are each one's own.
  const sent = await eventually(async () => {
    const mail = await nadia.one(String(answers[0]?.body.id))
    expect(mail.eventId).not.toBeNull()
    return mail
  })
  await paul.sends([nadia], { key })
  expect((await nadia.asks([paul], { key, subject: 'Une fois' })).body).toMatchObject({ id: sent.id, state: 'sent' })
  expect(await saidIn(paul, sent.roomId)).toHaveLength(2)
})

test('who cannot be written to is named before anything is sent: departed, suspended, unknown, oneself, nobody', async () => {
  const [nadia, paul, zoe] = await three()
  const become = ({ givenName, familyName, profession, id }: Writer, status: string) =>
    stage.told('PUT', `/people/${id}`, { givenName, familyName, profession, status })
  const gone = await writer()
  await become(gone, 'departed')
  await become(zoe, 'suspended')
  expect(await nadia.asks([paul, gone])).toMatchObject({ status: 422, body: { code: 'MAIL_TO_A_DEPARTED', path: 'to[1]' } })
  expect(await nadia.asks([zoe, paul])).toMatchObject({ status: 422, body: { code: 'MAIL_TO_A_SUSPENDED', path: 'to[0]' } })
  expect(await nadia.asks([paul, { id: some('inconnu') }])).toMatchObject({ status: 404, body: { code: 'PERSON_UNKNOWN', path: 'to[1]' } })
  expect(await nadia.asks([nadia])).toMatchObject({ status: 422, body: { code: 'MAIL_NEEDS_SOMEBODY', path: 'to' } })
  expect(await nadia.asks(undefined)).toMatchObject({ status: 422, body: { code: 'MAIL_WITHOUT_RECIPIENT' } })
  expect(await nadia.asks([paul], { text: '💊'.repeat(9_000) })).toMatchObject({ status: 422, body: { code: 'TOO_LONG', path: 'text' } })
  // By a key too, and a suspended person writes to nobody.
  const asked = await byKey('POST', `/people/${zoe.id}/mails`, { key: some('cle'), to: [paul.id], text: 'Bonjour' })
  expect(asked).toMatchObject({ status: 422, body: { code: 'ACCOUNT_NOT_ACTIVE' } })
  expect(await nadia.list('folder=sent')).toEqual([])
  const { body } = await paul.matrix('GET', `${CLIENT}/joined_rooms`)
  expect(body['joined_rooms']).toEqual([])
})

test('the longest mail in French is sent whole', async () => {
  const [nadia, paul] = await two()
  const long = 'Le pansement a été refait ce matin, à domicile. '.repeat(420).slice(0, 20_000)
  const sent = await nadia.sends([paul], { subject: 'Long', text: long })
  await received(paul, sent.id)
  expect((await paul.one(sent.id)).text).toBe(long)
})
