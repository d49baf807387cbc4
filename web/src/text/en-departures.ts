import type { frDepartures } from './fr-departures.ts'

export const enDepartures: Record<keyof typeof frDepartures, string> = {
  'departure.title': 'Departure of {name}',
  'departure.effects': 'From now on:',
  'departure.effect.access':
    'all their employments and places in care circles end, in every structure: no journal any more, past included;',
  'departure.effect.sessions': 'their sessions close on all their devices;',
  'departure.effect.mail': 'whoever writes to them is told that they left, and whom to ask;',
  'departure.effect.kept': 'what they wrote and deposited stays.',
  'departure.contact': 'Whom to write to from now on (optional)',
  'departure.contact.help': 'Told to those who write to them. At least two letters of the name.',
  'departure.reason.help': 'Kept in the history. No health information.',
  'departure.act': 'Record the departure',
  'departure.failed': 'The departure was not recorded',
  'departure.done': 'Departure recorded: {name}',
  'departure.circles.none': 'Each of their care circles still has somebody of the structure.',
  'departure.circles':
    '{count, plural, one {This care circle has nobody of the structure any more:} other {These # care circles have nobody of the structure any more:}}',
  'departure.more': 'Next circles',
  'departure.circle': 'Circle {id}, which you do not follow',
  'departure.held': 'Departure waiting: {name}',
  'departure.held.waits': 'An administrator has to approve this departure.',
  'departure.held.effect':
    '{count, plural, one {# access would end at once.} other {# accesses would end at once.}} Until then nothing changes: {name} keeps their accesses and sessions.',
  'departure.held.next': 'Your notifications will tell you the decision. The request stays on this page as long as it waits.',
  'departure.held.list': 'Departures waiting for an administrator',
  'departure.held.list.lead': 'They would end many accesses at once. Nothing is changed until an administrator decides.',
  'departure.held.accesses': '{count, plural, one {# access would end} other {# accesses would end}}',
  'departure.held.by': 'asked for by {name} on {when}',
  'departure.held.state': 'Waiting',
  'departure.held.number': 'no. {id}',
  'departure.held.more': 'Next departures',
}
