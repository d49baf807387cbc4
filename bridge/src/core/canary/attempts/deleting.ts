import { attempts } from '../attempt.ts'

const own = attempts(
  'deleting',
  'those who talk',
  [
    [
      'deletes what they have just said',
      'Supprimer ce qu’on vient de dire',
      'PUT v3/rooms/{room}/redact/{own}/{once}',
      { body: {}, alsoLive: true },
    ],
    [
      'deletes what they have just said by the version r0',
      'Supprimer ce qu’on vient de dire par la version r0',
      'POST r0/rooms/{room}/redact/{own}',
      { body: {} },
    ],
    [
      'deletes what they have just said as an event',
      'Supprimer ce qu’on vient de dire par un événement',
      'PUT v3/rooms/{room}/send/m.room.redaction/{once}',
      { body: { redacts: '{own}' } },
    ],
  ],
  { saysFirst: true },
)

/** Others have spoken since: the message is part of the history, for its author too. */
const others = attempts('deleting', 'nobody', [
  ['deletes the message', 'Supprimer le message', 'PUT v3/rooms/{room}/redact/{message}/{once}', { body: {} }],
  [
    'deletes the message by the version r0',
    'Supprimer le message par la version r0',
    'PUT r0/rooms/{room}/redact/{message}/{once}',
    { body: {} },
  ],
  [
    'deletes the message without a transaction',
    'Supprimer le message sans transaction',
    'POST v3/rooms/{room}/redact/{message}',
    { body: {} },
  ],
  [
    'deletes the message as an event',
    'Supprimer le message par un événement',
    'PUT v3/rooms/{room}/send/m.room.redaction/{once}',
    { body: { redacts: '{message}' } },
  ],
  [
    'deletes the message with all that relates to it',
    'Supprimer le message et ce qui s’y rapporte',
    'PUT v3/rooms/{room}/redact/{message}/{once}',
    { body: { with_relations: ['*'], 'org.matrix.msc3912.with_relations': ['*'] } },
  ],
  [
    'deletes the message later',
    'Supprimer le message plus tard',
    'PUT v3/rooms/{room}/send/m.room.redaction/{once}?org.matrix.msc4140.delay=1000',
    { body: { redacts: '{message}' } },
  ],
  [
    'deletes what is not there',
    'Supprimer ce qui n’existe pas',
    'PUT v3/rooms/{room}/send/m.room.redaction/{once}',
    { body: { redacts: '$rien' } },
  ],
])

export const deleting = [...own, ...others]
