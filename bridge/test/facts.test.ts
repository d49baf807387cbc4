import { expect, inject, test } from 'vitest'
import { connect } from '../src/db/connect.ts'
import { findFacts } from '../src/db/facts.ts'
import { CLIENT, eventually, sharedStage } from './support/rooms.ts'

const { told, newPerson, newStructure, newCircle, addMember, endMember, employ, settled, settledDac, signIn } = sharedStage()

// Of a room whose scope is known a shorter query asks; what it answers is what the whole one would.
test('in a room of each scope, and of each kind of person, the short question is answered like the whole one', async () => {
  const dac = await newStructure({ dac: true, kind: 'DAC' })
  const [member, former, departed] = [await newPerson(), await newPerson(), await newPerson()]
  const [colleague, manager, correspondent, stranger] = [await newPerson(), await newPerson(), await newPerson(), await newPerson()]
  const people = [member, former, departed, colleague, manager, correspondent, stranger]
  const [open, closed] = [await newCircle(dac.id), await newCircle(dac.id)]
  for (const circle of [open, closed]) for (const person of [member, former, departed]) await addMember(circle.id, person.id)
  await employ(colleague, dac.id, 'member')
  await employ(manager, dac.id, 'manager')
  await addMember(open.id, colleague.id)
  await told('PUT', `/circles/${closed.id}`, { patientId: closed.patient.id, structureId: dac.id, status: 'closed' })
  for (const circle of [open, closed]) await endMember(circle.id, former.id)
  const as = await signIn(member)
  const mail = await as('POST', `${CLIENT}/createRoom`, { invite: [correspondent.userId, departed.userId], is_direct: true })
  expect(mail.status).toBe(200)
  await told('DELETE', `/people/${departed.id}`)
  for (const circle of [open, closed]) await settled(circle.id)
  await settledDac(dac.id)

  const { db } = connect(inject('stack').databaseUrl, 2)
  try {
    const rooms = await eventually(async () => {
      const found = await db
        .selectFrom('room')
        .select(['room_id', 'scope'])
        .where('room_id', 'is not', null)
        .where((where) =>
          where.or([
            where('ref', 'in', [open.id, closed.id, dac.id, ...people.map(({ id }) => id)]),
            where('members_of', '=', dac.id),
            where('structure', '=', dac.id),
            where('room_id', '=', String(mail.body['room_id'])),
          ]),
        )
        .execute()
      expect(new Set(found.map(({ scope }) => scope))).toEqual(new Set(['circle', 'staff', 'journals', 'mail', 'person']))
      return found
    }, 60_000)
    for (const { room_id: roomId } of rooms)
      for (const { localpart } of [...people, { localpart: 'personne.du.tout' }]) {
        const ask = { roomId, actor: localpart, subject: localpart, now: new Date() }
        // With the marker of a room that is none, everything is asked; without it, what the room's scope says.
        const whole = await findFacts(db, { ...ask, marker: { kind: 'journal', id: 'aucun' } })
        expect(whole.room?.roomId).toBe(roomId)
        expect(await findFacts(db, { ...ask, marker: null }), `${roomId} ${localpart}`).toEqual(whole)
      }
  } finally {
    await db.destroy()
  }
}, 180_000)
