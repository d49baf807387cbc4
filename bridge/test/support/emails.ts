import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect } from 'vitest'
import type { Preferences } from '../../src/contract.ts'
import type { News, Rhythm } from '../../src/core/wishes.ts'
import type { StackOptions } from '../../../synapse-config/stack/stack.ts'
import { type OwnStack, ownStack } from './own-stack.ts'
import { type Someone, ask, eventually, some, text } from './rooms.ts'
import { type Received, type TestServer, smtpServer } from './smtp.ts'

export interface EmailStage extends OwnStack {
  db: Client
  smtp: TestServer
  addressOf(person: Someone): string
  arrivedFor(person: Someone): readonly Received[]
  /** Waits until as many have arrived, and gives the last. */
  oneFor(person: Someone, number?: number): Promise<Received>
  /** An active person with an address. */
  newReader(withPassword?: boolean): Promise<Someone>
  /** How this person wants to be told by e-mail, of these. */
  choose(person: Someone, rhythms: Partial<Record<News, Rhythm>>): Promise<void>
  /** A journal with these people, who are there since long ago, and want no e-mail about that. */
  journalOf(people: readonly Someone[]): Promise<{ circle: string; room: string; patient: string }>
  /** As the homeserver would deliver it: messages of one person in one delivery, all said so long ago. */
  deliver(room: string, sender: Someone, bodies: readonly string[], minutesAgo?: number): Promise<void>
  /** Of several rooms in one delivery: nothing is sent of one of them alone. */
  deliverTogether(
    said: readonly (readonly [room: string, sender: Someone, bodies: readonly string[]])[],
    minutesAgo?: number,
  ): Promise<void>
  /** Nobody is waiting to be looked at, and nothing to be sent. */
  allIsSent(): Promise<void>
  rowsOf(person: { id: string }): Promise<{ sort: string; state: string; attempts: number; message_id: string }[]>
  logs(): string
}

/** An installation with a real SMTP server, where e-mails do not wait for long. */
export async function emailStage(name: string, env: Record<string, string> = {}, more: Partial<StackOptions> = {}): Promise<EmailStage> {
  const smtp = await smtpServer()
  const own = await ownStack(name, {
    ...more,
    env: {
      SMTP_URL: smtp.url,
      EMAIL_BATCH_SECONDS: '1',
      EMAIL_PACE_MINUTES: '0',
      MAIL_FROM: 'Messagerie <non@messagerie.example>',
      ...env,
    },
  })
  const { stage, stack, dir } = own
  const db = new Client(stack.databaseUrl)
  await db.connect()
  const choose: EmailStage['choose'] = async (person, rhythms) => {
    const { version: _, mutes: __, ...kept } = await stage.told<Preferences>('GET', `/people/${person.id}/preferences`)
    const choices = Object.fromEntries(
      Object.entries(kept.choices).map(([news, choice]) => [news, { ...choice, email: rhythms[news as News] ?? choice.email }]),
    )
    await stage.told('PUT', `/people/${person.id}/preferences`, { ...kept, choices })
  }
  const addressOf = ({ email = '' }: Someone) => email
  const arrivedFor = (person: Someone) => smtp.received.filter(({ to }) => to === addressOf(person))
  const deliverTogether: EmailStage['deliverTogether'] = async (said, minutesAgo = 0) => {
    const events = said.flatMap(([room, sender, bodies]) =>
      bodies.map((body) => ({
        event_id: `$${some('e')}`,
        room_id: room,
        type: 'm.room.message',
        sender: sender.userId,
        origin_server_ts: Date.now() - minutesAgo * 60_000,
        content: text(body),
      })),
    )
    const url = `${stack.apiUrl}/_matrix/app/v1/transactions/${some('txn')}`
    expect((await ask(url, 'PUT', stack.secrets.hsToken, { events })).status).toBe(200)
  }
  return {
    ...own,
    db,
    smtp,
    addressOf,
    arrivedFor,
    oneFor: (person, number = 1) =>
      eventually(() => {
        const arrived = arrivedFor(person)
        expect(arrived).toHaveLength(number)
        return arrived[number - 1] ?? expect.fail('an e-mail')
      }),
    newReader(withPassword = false) {
      return stage.newPerson({ email: `${some('adresse')}@essai.example` }, { withPassword })
    },
    choose,
    async journalOf(people) {
      const circle = await stage.newCircle((await stage.newStructure()).id)
      for (const person of people) {
        await choose(person, { 'circle-change': 'never' })
        await stage.addMember(circle.id, person.id)
      }
      const { roomId } = await stage.settled(circle.id)
      await db.query(`update presence set since = since - interval '3 days' where ref = $1`, [circle.id])
      return { circle: circle.id, room: roomId, patient: circle.patient.displayName }
    },
    deliver: (room, sender, bodies, minutesAgo) => deliverTogether([[room, sender, bodies]], minutesAgo),
    deliverTogether,
    async allIsSent() {
      await eventually(async () => {
        const { rows } = await db.query<{ open: string }>(
          `select (select count(*) from email_due where noted_at is not null or due_at <= now()) + (select count(*) from email_out where state in ('prepared', 'sending')) as open`,
        )
        expect(rows[0]?.open).toBe('0')
      })
    },
    async rowsOf({ id }) {
      const { rows } = await db.query<{ sort: string; state: string; attempts: number; message_id: string }>(
        `select sort, state, attempts, message_id from email_out where person = $1 order by id`,
        [id],
      )
      return rows
    },
    logs: () =>
      readdirSync(join(dir, 'logs'))
        .filter((file) => !file.startsWith('postgres'))
        .map((file) => readFileSync(join(dir, 'logs', file), 'utf8'))
        .join('\n'),
    async end() {
      await db.end()
      await own.end()
      await smtp.stop()
    },
  }
}
