/** One event of a room as Synapse stored it, without its words. */
export interface GraphEvent {
  readonly id: string
  readonly type: string
  readonly sender: string
  readonly isState: boolean
  readonly depth: number
  /** The order in which Synapse stored it: between events of one depth, what people see last. */
  readonly position: number
  readonly previous: readonly string[]
  /** When the homeserver made or received it, in milliseconds. */
  readonly receivedAt: number
  /** What a redaction aims at. */
  readonly redacts: string | null
  /** It says why. */
  readonly reasoned: boolean
}
export interface Proof {
  readonly redaction: GraphEvent
  readonly target: GraphEvent | undefined
  /** The newest message of a person in the past of the redaction. */
  readonly newest: GraphEvent | undefined
  readonly wrong:
    | 'its target is not in this room'
    | 'its target is not a message of a person'
    | 'its author is another'
    | 'a message had followed'
    | 'it gives no reason'
    | null
}

/** A message is what a person says: the bridge's notices and state are not; deleted ones are (mission, decision 6). */
const isMessage = (event: GraphEvent, bridge: string): boolean =>
  event.type === 'm.room.message' && !event.isState && event.sender !== bridge

const isNewer = (one: GraphEvent, other: GraphEvent | undefined): boolean =>
  other === undefined || one.depth > other.depth || (one.depth === other.depth && one.position > other.position)

/**
 * Judges every redaction of a room anew, from the graph alone: the whole past of each is walked, with no shortcut, so that
 * this says something about the module that decided at the time. In a folder of documents what followed does not matter and a reason does;
 * whether another who removed it managed the structure, the registry alone knows.
 */
export function judgeRedactions(events: ReadonlyMap<string, GraphEvent>, bridge: string, ofDocuments = false): Proof[] {
  return [...events.values()]
    .filter(({ type }) => type === 'm.room.redaction')
    .map((redaction) => {
      const target = redaction.redacts === null ? undefined : events.get(redaction.redacts)
      const newest = newestMessageBefore(redaction, events, bridge)
      return {
        redaction,
        target,
        newest,
        wrong: ofDocuments ? whatIsWrongInAFolder(redaction, target, bridge) : whatIsWrong(redaction, target, newest, bridge),
      }
    })
}

function newestMessageBefore(redaction: GraphEvent, events: ReadonlyMap<string, GraphEvent>, bridge: string): GraphEvent | undefined {
  const seen = new Set<string>(redaction.previous)
  const waiting = [...redaction.previous]
  let newest: GraphEvent | undefined
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const event = events.get(id)
    if (event === undefined) continue
    if (isMessage(event, bridge) && isNewer(event, newest)) newest = event
    for (const earlier of event.previous)
      if (!seen.has(earlier)) {
        seen.add(earlier)
        waiting.push(earlier)
      }
  }
  return newest
}

function whatIsWrong(
  redaction: GraphEvent,
  target: GraphEvent | undefined,
  newest: GraphEvent | undefined,
  bridge: string,
): Proof['wrong'] {
  if (target === undefined) return 'its target is not in this room'
  if (!isMessage(target, bridge)) return 'its target is not a message of a person'
  if (target.sender !== redaction.sender) return 'its author is another'
  return newest?.id === target.id ? null : 'a message had followed'
}

function whatIsWrongInAFolder(redaction: GraphEvent, target: GraphEvent | undefined, bridge: string): Proof['wrong'] {
  if (target === undefined) return 'its target is not in this room'
  if (!isMessage(target, bridge)) return 'its target is not a message of a person'
  return redaction.reasoned ? null : 'it gives no reason'
}

/** A deletion that the homeserver refused as coming too late: it left no event. */
export interface Refusal {
  readonly target: string
  /** When its author was told, in milliseconds of the same clock. */
  readonly answeredAt: number
}

/**
 * Of the deletions that were refused because another message had followed, those that nothing in the graph explains: no message of a
 * person that is newer than the target had been received when the refusal was told.
 */
export function judgeRefusals(events: ReadonlyMap<string, GraphEvent>, refusals: readonly Refusal[], bridge: string): Refusal[] {
  const messages = [...events.values()].filter((event) => isMessage(event, bridge))
  return refusals.filter(({ target, answeredAt }) => {
    const aimed = events.get(target)
    return aimed === undefined || !messages.some((one) => one.id !== target && one.receivedAt <= answeredAt && isNewer(one, aimed))
  })
}
