import { localDay } from '../emails/local-time.ts'
import { type Clock, EXPORT_WORDS, type ExportLanguage, type ExportWords, clockOf, sizeWords } from './export-words.ts'
import type { Entry, Transcript } from './transcript.ts'

/** Everything that the files of an export hold, whatever their format. */
export interface ExportedJournal {
  readonly language: ExportLanguage
  readonly zone: string
  readonly at: Date
  readonly patient: string
  readonly structure: string
  readonly exporter: string
  readonly reason: string
  /** YYYY-MM-DD. */
  readonly from: string | null
  readonly to: string | null
  readonly members: readonly Membership[]
  /** Names by user identifier. */
  readonly names: ReadonlyMap<string, string>
  readonly transcript: Transcript
}
export interface Membership {
  readonly name: string
  readonly role: string
  readonly structures: readonly string[]
  readonly start: Date
  readonly end: Date | null
}

/** A document as a list of parts in words: HTML and PDF are two ways to write the same one. */
export interface ExportDocument {
  readonly language: ExportLanguage
  readonly title: string
  readonly warning: string
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly sections: readonly Section[]
  /** What a sign means that stands for one which a font lacks. */
  readonly missingSigns: (sign: string) => string
}
export interface Section {
  readonly id: string
  readonly title: string
  /** Made when they are written, one by one: a journal is long. */
  readonly blocks: () => Iterable<Block>
}
export type Block =
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | ({ readonly is: 'message' } & Message)
export interface Message {
  readonly author: string
  /** « avis », for what no person says. */
  readonly label: string | null
  /** ISO 8601. */
  readonly at: string
  readonly time: string
  readonly quote: string | null
  readonly text: string
  readonly file: string | null
  readonly deleted: string | null
  readonly reactions: string | null
}

const QUOTED_AT_MOST = 140

/** Whether a day is in the period that was asked for; without one, each is. */
export const isWithin = (day: string, { from, to }: Pick<ExportedJournal, 'from' | 'to'>): boolean =>
  (from === null || day >= from) && (to === null || day <= to)

export function documentOf(journal: ExportedJournal): ExportDocument {
  const { language, zone, transcript } = journal
  const words = EXPORT_WORDS[language]
  const clock = clockOf(language, zone)
  const dated = transcript.entries.map((entry) => ({ entry, day: localDay(entry.at, zone) })).filter(({ day }) => isWithin(day, journal))
  const entries = dated.map(({ entry }) => entry)
  const days = [...Map.groupBy(dated, ({ day }) => day)].map(([day, of]): Section => {
    const [first] = of
    const title = first === undefined ? day : clock.day(first.entry.at)
    return { id: `jour-${day}`, title, blocks: () => messages(journal, words, clock, of.map(({ entry }) => entry)) } // prettier-ignore
  })
  return {
    language,
    title: words.title(journal.patient),
    warning: words.warning,
    missingSigns: words.missingSigns,
    facts: factsOf(journal, words, clock, entries.length),
    sections: [
      { id: 'membres', title: words.members, blocks: () => [membersTable(journal, words, clock)] },
      { id: 'fichiers', title: words.files, blocks: () => [filesTable(journal, words, clock, entries)] },
      ...(days.length > 0 ? days : [{ id: 'messages', title: words.facts.messages, blocks: () => [paragraph(words.nothingSaid)] }]),
    ],
  }
}
const paragraph = (text: string): Block => ({ is: 'paragraph', text })

function factsOf(
  { patient, structure, exporter, at, reason, from, to }: ExportedJournal,
  { facts, wholeJournal, period }: ExportWords,
  clock: Clock,
  count: number,
): ExportDocument['facts'] {
  // Noon: the day is the same in every zone.
  const dayWords = (day: string | null) => (day === null ? null : clock.date(new Date(`${day}T12:00:00Z`)))
  return [
    [facts.patient, patient],
    [facts.structure, structure],
    [facts.by, exporter],
    [facts.at, clock.instant(at)],
    [facts.reason, reason],
    [facts.period, from === null && to === null ? wholeJournal : period(dayWords(from), dayWords(to))],
    [facts.messages, String(count)],
  ]
}

function membersTable({ members }: ExportedJournal, { memberColumns, since }: ExportWords, clock: Clock): Block {
  const rows = members.map(({ name, role, structures, start, end }) => [
    name,
    role,
    structures.join(', '),
    start.getTime() <= 0 ? since.always : clock.instant(start),
    end === null ? since.now : clock.instant(end),
  ])
  return { is: 'table', columns: memberColumns, rows }
}

function filesTable(journal: ExportedJournal, words: ExportWords, clock: Clock, entries: readonly Entry[]): Block {
  const rows = entries.flatMap(({ file, author, at }) =>
    file === null ? [] : [[file.name, file.type, sizeWords(journal.language, file.size), nameOf(journal, author), clock.instant(at)]],
  )
  return rows.length === 0 ? paragraph(words.noFile) : { is: 'table', columns: words.fileColumns, rows }
}

function* messages(journal: ExportedJournal, words: ExportWords, clock: Clock, entries: readonly Entry[]): Iterable<Block> {
  for (const entry of entries) {
    const { author, at, notice, text, file, deleted, reactions } = entry
    const given = [...reactions].map(([sign, people]) => `${sign} × ${people.size}`)
    yield {
      is: 'message',
      author: nameOf(journal, author),
      label: notice ? words.notice : null,
      at: at.toISOString(),
      time: clock.time(at),
      quote: quoteOf(journal, words, clock, entry),
      text,
      file: file && words.file(file.name, file.type, sizeWords(journal.language, file.size)),
      deleted: deleted && words.deleted(nameOf(journal, deleted.by), clock.instant(deleted.at)),
      reactions: given.length === 0 ? null : `${words.reactions} ${given.join(', ')}`,
    }
  }
}

function quoteOf(journal: ExportedJournal, words: ExportWords, clock: Clock, { answers }: Entry): string | null {
  if (answers === null) return null
  const answered = journal.transcript.byId.get(answers)
  if (answered === undefined) return words.answersUnknown
  const { author, at, deleted, text, file } = answered
  const [whom, when] = [nameOf(journal, author), clock.instant(at)]
  if (deleted !== null) return words.answersDeleted(whom, when)
  const said = (text.trim() === '' ? (file?.name ?? '') : text.trim()).replaceAll(/\s+/g, ' ')
  return words.answers(whom, when, said.length > QUOTED_AT_MOST ? `${said.slice(0, QUOTED_AT_MOST).toWellFormed()}…` : said)
}

/** Who is not in the registry is called as the homeserver does. */
const nameOf = ({ names }: ExportedJournal, user: string): string => names.get(user) ?? user
