import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from '@prometheus-io/client'

/** What is counted. Labels are kinds and codes: never a person, a room or a word of a conversation. */
export const metrics = new Registry()
collectDefaultMetrics({ register: metrics })

export const policyAnswers = new Counter({
  name: 'care_policy_answers_total',
  help: 'Answers of the policy door, by question and answer.',
  labelNames: ['question', 'answer'],
  registers: [metrics],
})
export const httpAnswers = new Counter({
  name: 'care_http_answers_total',
  help: 'Answers of the API, by method and status.',
  labelNames: ['method', 'status'],
  registers: [metrics],
})
export const jobSeconds = new Histogram({
  name: 'care_job_seconds',
  help: 'Duration of deferred work, by task and outcome.',
  labelNames: ['task', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
  registers: [metrics],
})
export const queueWaiting = new Gauge({ name: 'care_queue_waiting', help: 'Jobs that are due and not done.', registers: [metrics] })
export const queueOldest = new Gauge({
  name: 'care_queue_oldest_seconds',
  help: 'Age of the oldest job that is due.',
  registers: [metrics],
})
export const roomsOutOfStep = new Gauge({
  name: 'care_rooms_out_of_step',
  help: 'Rooms that are not what the registry says.',
  registers: [metrics],
})
export const webhooksWaiting = new Gauge({ name: 'care_webhooks_waiting', help: 'Events that wait for a receiver.', registers: [metrics] })
export const webhooksOldest = new Gauge({
  name: 'care_webhooks_oldest_seconds',
  help: 'How long the oldest of them has waited.',
  registers: [metrics],
})
export const webhooksDead = new Gauge({ name: 'care_webhooks_dead', help: 'Events that were given up.', registers: [metrics] })
export const heldWaiting = new Gauge({
  name: 'care_held_changes_waiting',
  help: 'Changes that would end too many accesses at once and wait for a decision.',
  registers: [metrics],
})
export const pushes = new Counter({
  name: 'care_pushes_total',
  help: 'What became of the notifications for browsers.',
  labelNames: ['outcome'],
  registers: [metrics],
})
export const decisionsLost = new Counter({
  name: 'care_decisions_lost_total',
  help: 'Decisions that could not be recorded: too many at once, or the database away for too long.',
  registers: [metrics],
})
