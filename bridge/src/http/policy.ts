import { timingSafeEqual } from 'node:crypto'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { type Decision, REFUSALS } from 'policies'
import { z } from 'zod'
import { LONGEST_COMMAND } from '../core/commands/index.ts'
import { isSynthetic } from '../core/ids.ts'
import { actionOf } from '../core/question.ts'
import { setHeartbeat } from '../db/heartbeats.ts'
import { BACKGROUND, addJob } from '../db/jobs.ts'
import { type Judged, admitEvent, judgeCreation, judgePublication, judgePurge } from '../flows/answer-policy-question.ts'
import type { World } from '../flows/world.ts'
import { policyAnswers } from '../metrics.ts'

const Marker = z.object({ kind: z.string(), id: z.string() }).nullable()
const Json = z.record(z.string(), z.unknown())
const EventQuestion = z.strictObject({
  room_id: z.string(),
  marker: Marker,
  event: z.strictObject({
    event_id: z.string().max(255),
    type: z.string(),
    state_key: z.string().nullable(),
    sender: z.string(),
    content: Json.nullable(),
    msgtype: z.string().nullable(),
    body: z.string().max(LONGEST_COMMAND).nullable().optional(),
    rel_type: z.string().nullable(),
    edits: z.boolean(),
    vanishes: z.boolean(),
    size: z.number().int().min(0),
    media: z.array(z.string().max(400)).max(30),
    absent: z.array(z.string().max(255)).max(20).default([]),
    redaction: z
      .strictObject({
        target_id: z.string().nullable(),
        target: z.strictObject({ type: z.string(), sender: z.string(), is_state: z.boolean() }).nullable(),
        newest: z.boolean(),
        reason_length: z.number().int().min(0).default(0),
      })
      .nullable(),
    former_membership: z.string().nullable(),
  }),
})
const CreationQuestion = z.strictObject({ sender: z.string(), config: Json })
const PublicationQuestion = z.strictObject({ room_id: z.string(), sender: z.string() })
const PurgeQuestion = z.strictObject({ room_id: z.string().max(255), sender: z.string().max(255) })
const Heartbeat = z.strictObject({ instance: z.string().max(200), boot: z.string().max(64), version: z.string().max(64) })
type PolicyWorld = World & { bridge: World['matrix']['bridge'] }

/**
 * The door of the homeserver's module. Bare node:http: it answers one caller, with one secret, thousands of times a second.
 * Whatever goes wrong here is a 5xx, which the module turns into a refusal that can be tried again.
 */
export function policyServer(given: World, policySecret: string): Server {
  const world: PolicyWorld = { ...given, bridge: given.matrix.bridge }
  const expected = Buffer.from(`Bearer ${policySecret}`)
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/health/live') return void answer(response, 200, { live: true })
    const shown = Buffer.from(request.headers.authorization ?? '')
    if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return void answer(response, 401, {})
    handle(world, request, response).catch((error: unknown) => {
      world.log.error(
        { error: error instanceof Error ? error.name : typeof error, code: (error as { code?: string }).code },
        'policy question not answered',
      )
      if (!response.headersSent) answer(response, 500, {})
    })
  })
  // Synapse keeps idle connections for 120 s: closing first would reset its next question.
  server.keepAliveTimeout = 180_000
  return server
}

async function handle(world: PolicyWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body: unknown = JSON.parse(await textOf(request))
  switch (request.method === 'POST' ? request.url : undefined) {
    case '/policy/event': {
      const { room_id: room, marker, event } = EventQuestion.parse(body)
      return answerJudged(
        response,
        world,
        await admitEvent(world, room, marker, {
          id: event.event_id,
          type: event.type,
          stateKey: event.state_key,
          sender: event.sender,
          content: event.content,
          msgtype: event.msgtype,
          body: event.body,
          relType: event.rel_type,
          edits: event.edits,
          vanishes: event.vanishes,
          size: event.size,
          media: event.media,
          hasFile: event.media.length > 0,
          mentionsAbsent: event.absent,
          redaction: event.redaction && {
            targetId: event.redaction.target_id,
            newest: event.redaction.newest,
            reasoned: event.redaction.reason_length > 0,
            target: targetOf(event.redaction.target),
          },
          formerMembership: event.former_membership,
        }),
        {
          room,
          sender: event.sender,
          target: event.state_key,
          action: actionOf({ type: event.type, edits: event.edits, relType: event.rel_type, vanishes: event.vanishes }),
        },
      )
    }
    case '/policy/creation': {
      const { sender, config } = CreationQuestion.parse(body)
      return answerJudged(response, world, await judgeCreation(world, sender, config), { sender })
    }
    case '/policy/publication': {
      const { room_id: room, sender } = PublicationQuestion.parse(body)
      return answerJudged(response, world, await judgePublication(world, room, sender), { room, sender })
    }
    case '/policy/purge': {
      const { room_id: room, sender } = PurgeQuestion.parse(body)
      return answerJudged(response, world, await judgePurge(world, room), { room, sender })
    }
    case '/policy/heartbeat': {
      const heartbeat = { ...Heartbeat.parse(body), seenAt: world.now() }
      // A homeserver that restarted may have lost events and receipts on the way to us: compare.
      await world.db.transaction().execute(async (trx) => {
        if (!(await setHeartbeat(trx, heartbeat))) return
        await addJob(trx, 'compare-everything', {}, { key: 'compare', priority: BACKGROUND })
        await addJob(trx, 'repair-receipts', {}, { key: 'receipts', priority: BACKGROUND })
      })
      return answer(response, 200, {})
    }
    default:
      return answer(response, 404, {})
  }
}

const targetOf = (target: { type: string; sender: string; is_state: boolean } | null) =>
  target && { type: target.type, sender: target.sender, isState: target.is_state }

function answerJudged(
  response: ServerResponse,
  { decisions }: World,
  { question, decision, facts, room }: Judged,
  about: { room?: string; sender: string; target?: string | null; action?: string | null },
): void {
  // The canary is refused a thousand times an hour: that would be all one sees.
  if (isSynthetic(about.sender)) return answerOf(response, decision)
  policyAnswers.inc({ question, answer: decision.allowed ? 'allowed' : decision.code })
  answerOf(response, decision)
  const subject = facts.subject.status === 'stranger' ? null : about.target
  const { sender: userId, action = null, room: roomId = null } = about
  decisions.record({
    question,
    decision,
    action,
    userId,
    subject: subject ?? null,
    roomId,
    room: room && { kind: room.kind, ref: room.ref },
    via: 'module',
  })
}

const answerOf = (response: ServerResponse, decision: Decision): void =>
  answer(response, 200, decision.allowed ? { allowed: true } : { allowed: false, code: decision.code, message: REFUSALS[decision.code].fr })

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

const LARGEST = 1_000_000
async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST) throw new Error('question too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
