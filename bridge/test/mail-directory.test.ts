import { expect, test } from 'vitest'
import { CLIENT, type Json, type Matrix, eventually, sharedStage, some } from './support/rooms.ts'

const { newPerson, signIn, told, admin, logIn, withAccount, as, serverName } = sharedStage()
const DIRECTORY = `${CLIENT}/user_directory/search`
const search = (matrix: Matrix, term: string, more: Json = {}) => matrix('POST', DIRECTORY, { search_term: term, ...more })
async function found(matrix: Matrix, term: string, more: Json = {}): Promise<string[]> {
  const { status, body } = await search(matrix, term, more)
  expect(status, JSON.stringify(body)).toBe(200)
  return (body['results'] as { user_id: string }[]).map(({ user_id: user }) => user)
}
const profilePath = (user: string, field = '') => `${CLIENT}/profile/${encodeURIComponent(user)}${field}`

test('people are found by name, profession or account, from the moment the registry knows them; the seeker is not', async () => {
  const family = some('Chercheur')
  const seeker = await newPerson({ familyName: family })
  const matrix = await signIn(seeker)
  const colleague = await newPerson({ givenName: 'Éloïse', familyName: family, profession: 'Sage-femme' }, { withPassword: false })
  const { body } = await search(matrix, family)
  expect(body).toEqual({
    results: [{ user_id: colleague.userId, display_name: `Éloïse ${family.toUpperCase()} — Sage-femme`, avatar_url: null }],
    limited: false,
  })
  for (const term of [`eloise ${family.toLowerCase()}`, `${family} sage-femme`, colleague.userId, colleague.localpart])
    expect(await found(matrix, term), term).toEqual([colleague.userId])
  expect(await found(matrix, '')).toEqual([])
  expect(await found(matrix, '%')).toEqual([])
  const other = await newPerson({ givenName: 'Zoé', familyName: family }, { withPassword: false })
  expect((await search(matrix, family, { limit: 1 })).body).toMatchObject({ results: [{ user_id: colleague.userId }], limited: true })
  expect(await found(matrix, family)).toEqual([colleague.userId, other.userId])
  for (const limit of [0, -1, 'x', 1.5]) expect((await search(matrix, family, { limit })).status).toBe(400)
})

test('a picture that somebody chose is shown with them', async () => {
  const [seeker, colleague] = [await newPerson(), await newPerson()]
  const picture = `mxc://${serverName}/${some('photo')}`
  await withAccount(colleague)
  expect((await as(colleague.userId)('PUT', profilePath(colleague.userId, '/avatar_url'), { avatar_url: picture })).status).toBe(200)
  const matrix = await signIn(seeker)
  await eventually(async () =>
    expect((await search(matrix, colleague.familyName)).body['results']).toMatchObject([
      { user_id: colleague.userId, avatar_url: picture },
    ]),
  )
})

test('nobody finds the service’s accounts, patients, suspended or departed people, or accounts that the registry does not know', async () => {
  const matrix = await signIn(await newPerson())
  const family = some('Disparu')
  const suspended = await newPerson({ familyName: family }, { withPassword: false })
  const departed = await newPerson({ familyName: family }, { withPassword: false })
  for (const one of [suspended, departed]) await withAccount(one)
  expect((await found(matrix, family)).toSorted()).toEqual([suspended.userId, departed.userId].toSorted())
  const { givenName, familyName, profession } = suspended
  await told('PUT', `/people/${suspended.id}`, { givenName, familyName, profession, status: 'suspended' })
  await told('DELETE', `/people/${departed.id}`)
  const patient = some('Usager')
  await told('PUT', `/patients/${some('usager')}`, { displayName: patient })
  const stranger = { userId: `@${some('inconnu')}:${serverName}`, password: some('mot-de-passe') }
  await admin('PUT', `/_synapse/admin/v2/users/${encodeURIComponent(stranger.userId)}`, {
    password: stranger.password,
    displayname: patient,
  })
  for (const term of [family, 'sphere', 'SPHERE', '@sphere', '@sphere-admin', patient]) expect(await found(matrix, term), term).toEqual([])

  for (const user of [suspended.userId, departed.userId, stranger.userId, `@sphere-admin:${serverName}`, `@${some('x')}:${serverName}`])
    for (const field of ['', '/displayname', '/avatar_url'])
      expect(await matrix('GET', profilePath(user, field)), user).toMatchObject({ status: 404, body: { errcode: 'M_NOT_FOUND' } })
  // Whose name stands in every room.
  expect((await matrix('GET', profilePath(`@sphere:${serverName}`))).body).toEqual({ displayname: 'SPHERE' })

  const { body } = await logIn(stranger.userId, stranger.password)
  expect(body.access_token).toBeDefined()
  const theirs = await signIn(stranger)
  for (const answer of [await search(theirs, 'a'), await theirs('GET', profilePath(`@sphere:${serverName}`))])
    expect(answer).toMatchObject({ status: 403, body: { 'fr.sphere.refusal': 'ACCOUNT_NOT_ACTIVE' } })
})

test('the profile of an active colleague is shown, and one’s own picture is one’s own', async () => {
  const [nadia, paul] = [await newPerson(), await newPerson()]
  const [hers, his] = [await signIn(nadia), await signIn(paul)]
  expect((await his('GET', profilePath(nadia.userId))).body).toMatchObject({ displayname: `${nadia.fullName} — Infirmière` })
  expect((await hers('GET', profilePath(nadia.userId, '/displayname'))).status).toBe(200)
  const picture = { avatar_url: `mxc://${serverName}/${some('photo')}` }
  expect((await his('PUT', profilePath(nadia.userId, '/avatar_url'), picture)).status).toBe(403)
})

test('the account surface is closed: no name, address, registration or end of one’s own; the password is one’s own', async () => {
  const person = await newPerson()
  const matrix = await signIn(person)
  const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: person.userId }, password: person.password }
  const closed: [string, string, unknown?][] = [
    ['PUT', profilePath(person.userId, '/displayname'), { displayname: 'Dr House' }],
    ['POST', `${CLIENT}/account/deactivate`, { auth, erase: true }],
    ['POST', `${CLIENT}/account/3pid/add`, { client_secret: 'x', sid: '1', auth }],
    ['POST', `${CLIENT}/account/3pid/email/requestToken`, { client_secret: 'x', email: 'a@example.org', send_attempt: 1 }],
    ['POST', `${CLIENT}/account/password/email/requestToken`, { client_secret: 'x', email: 'a@example.org', send_attempt: 1 }],
    ['POST', `${CLIENT}/register`, { username: some('nouveau'), password: some('mot-de-passe') }],
    ['GET', `${CLIENT}/register/available?username=${some('nouveau')}`],
  ]
  for (const [method, path, body] of closed)
    expect(await matrix(method, path, body), path).toMatchObject({ status: 403, body: { 'fr.sphere.refusal': 'CLOSED_HERE' } })
  const password = some('autre-mot-de-passe')
  expect((await matrix('POST', `${CLIENT}/account/password`, { new_password: password, auth, logout_devices: false })).status).toBe(200)
  expect((await logIn(person.userId, password)).status).toBe(200)
  expect((await logIn(person.userId, person.password)).status).toBe(403)
})
