import type { TextKey } from '../../text/text.tsx'
import {
  BellIcon,
  CircleIcon,
  ClosedIcon,
  DateIcon,
  DepartureIcon,
  DriftIcon,
  InfoIcon,
  LaterIcon,
  NothingIcon,
  PastIcon,
  ReadIcon,
  SubstituteIcon,
} from '../icons.tsx'

interface Kind {
  readonly key: TextKey
  readonly Icon: typeof BellIcon
}
const KINDS: Readonly<Record<string, Kind>> = {
  'mail.read': { key: 'bell.kind.mail-read', Icon: ReadIcon },
  'mail.recipient-absent': { key: 'bell.kind.absent', Icon: LaterIcon },
  'mail.unread-too-long': { key: 'bell.kind.unread-too-long', Icon: DriftIcon },
  'circle.joined': { key: 'bell.kind.joined', Icon: CircleIcon },
  'circle.left': { key: 'bell.kind.left', Icon: CircleIcon },
  'substitution.added': { key: 'bell.kind.substitution', Icon: SubstituteIcon },
  'substitution.changed': { key: 'bell.kind.substitution-changed', Icon: DateIcon },
  'substitution.cancelled': { key: 'bell.kind.substitution-cancelled', Icon: NothingIcon },
  'substitution.ended': { key: 'bell.kind.substitution-ended', Icon: PastIcon },
  departure: { key: 'bell.kind.departure', Icon: DepartureIcon },
  'mail.recipient-departed': { key: 'bell.kind.recipient-departed', Icon: DepartureIcon },
  refusal: { key: 'bell.kind.refusal', Icon: ClosedIcon },
  command: { key: 'bell.kind.command', Icon: InfoIcon },
  'mention.absent': { key: 'bell.kind.mention', Icon: InfoIcon },
  example: { key: 'bell.kind.example', Icon: BellIcon },
}

/** What kind of news it is; types of later versions are plain notices. */
export const kindOf = (type: string): Kind =>
  (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? { key: 'bell.kind.notice', Icon: BellIcon }
