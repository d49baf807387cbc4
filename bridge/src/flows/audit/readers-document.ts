import type { Reader, Readers } from '../../contract.ts'
import type { ExportDocument, Section } from '../../core/exports/document.ts'
import type { ExportLanguage } from '../../core/exports/export-words.ts'

type Grant = Reader['grants'][number]

/** Who asked, when it was not the system itself. */
const asked = (words: string, source: string, by: string | null): string => (by === null || by === source ? '' : `${words} ${by})`)

const WORDS = {
  fr: {
    title: (name: string) => `Qui pouvait lire — ${name}`,
    warning:
      'D’après les événements enregistrés alors. Ce document ne contient rien de ce qui a été écrit. Sa signature dit qu’il vient de cette plateforme et qu’il n’a pas été changé depuis.',
    missingSigns: (sign: string) => `Les signes que la police de ce document ne sait pas dessiner y sont montrés par ${sign}.`,
    made: 'Établi le',
    by: 'Demandé par',
    time: 'Temps demandé',
    ever: (to: string) => `depuis toujours, jusqu’au ${to}`,
    between: (from: string, to: string) => `du ${from} au ${to}`,
    at: (at: string) => `le ${at}`,
    thing: 'Dit',
    said: (from: string, to: string | null) => (to === null ? `le ${from}, toujours là` : `le ${from}, supprimé le ${to}`),
    chain: 'Dernier événement enregistré',
    people: 'Lecteurs',
    columns: ['Professionnel', 'Pouvait lire', 'De quel droit'],
    nobody: 'Personne.',
    exports: 'Copies téléchargées',
    exportColumns: ['Par', 'Le'],
    since: (from: string) => `depuis le ${from}`,
    grant: {
      membership: ({ role, source, askedBy }: Grant) => `comme ${role ?? ''}, par ${source}${asked(' (demandé par', source, askedBy)}`,
      substitution: ({ role, replaces, askedBy }: Grant) =>
        `en remplacement de ${replaces?.name ?? ''} (${role ?? ''}, demandé par ${askedBy ?? ''})`,
      employment: ({ role, source, askedBy }: Grant) =>
        `par son emploi (${role ?? ''}), par ${source}${asked(' (demandé par', source, askedBy)}`,
      mail: () => 'comme correspondant',
    },
    reason: (reason: string) => `motif : ${reason}`,
    event: (id: string) => `événement ${id}`,
    place: { journal: 'journal', staff: 'équipe', mail: 'conversation' },
  },
  en: {
    title: (name: string) => `Who could read — ${name}`,
    warning:
      'From the events that were recorded then. This document holds nothing of what was written. Its signature says that it comes from this platform and was not changed since.',
    missingSigns: (sign: string) => `Signs that the font of this document cannot draw are shown as ${sign}.`,
    made: 'Made on',
    by: 'Asked by',
    time: 'Time asked about',
    ever: (to: string) => `ever, until ${to}`,
    between: (from: string, to: string) => `from ${from} to ${to}`,
    at: (at: string) => `on ${at}`,
    thing: 'Said',
    said: (from: string, to: string | null) => (to === null ? `on ${from}, still there` : `on ${from}, deleted on ${to}`),
    chain: 'Last recorded event',
    people: 'Readers',
    columns: ['Professional', 'Could read', 'By what right'],
    nobody: 'Nobody.',
    exports: 'Copies downloaded',
    exportColumns: ['By', 'On'],
    since: (from: string) => `since ${from}`,
    grant: {
      membership: ({ role, source, askedBy }: Grant) => `as ${role ?? ''}, by ${source}${asked(' (asked by', source, askedBy)}`,
      substitution: ({ role, replaces, askedBy }: Grant) =>
        `in place of ${replaces?.name ?? ''} (${role ?? ''}, asked by ${askedBy ?? ''})`,
      employment: ({ role, source, askedBy }: Grant) =>
        `by employment (${role ?? ''}), by ${source}${asked(' (asked by', source, askedBy)}`,
      mail: () => 'as a correspondent',
    },
    reason: (reason: string) => `reason: ${reason}`,
    event: (id: string) => `event ${id}`,
    place: { journal: 'journal', staff: 'team', mail: 'conversation' },
  },
} as const

/** The answer to "who could read?" as a document, in words and by the clocks of a zone. `atInstant`: it was asked of an instant. */
export function readersDocument(
  answer: Readers,
  { language, zone, by, at, atInstant }: { language: ExportLanguage; zone: string; by: string; at: Date; atInstant: boolean },
): ExportDocument {
  const words = WORDS[language]
  const told = (instant: string): string =>
    new Date(instant).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: zone })
  const { from, to, place, thing, chain } = answer
  const span = (one: { from: string; to: string | null }) =>
    one.to === null ? words.since(told(one.from)) : words.between(told(one.from), told(one.to))
  const time = atInstant ? words.at(told(to)) : from === null ? words.ever(told(to)) : words.between(told(from), told(to))
  const right = (grant: Grant) =>
    [
      `${span(grant)} : ${words.grant[grant.provenance](grant)}`,
      ...(grant.reason === null ? [] : [words.reason(grant.reason)]),
      ...(grant.eventId === null ? [] : [words.event(grant.eventId)]),
    ].join(' ; ')
  const rows = answer.people.map(({ name, profession, spans, grants }) => [
    `${name}\n${profession}`,
    spans.map(span).join('\n'),
    grants.map(right).join('\n'),
  ])
  const people: Section = {
    id: 'people',
    title: words.people,
    blocks: () => (rows.length === 0 ? [{ is: 'paragraph', text: words.nobody }] : [{ is: 'table', columns: words.columns, rows }]),
  }
  const exports: Section = {
    id: 'exports',
    title: words.exports,
    blocks: () => [{ is: 'table', columns: words.exportColumns, rows: answer.exports.map((one) => [one.by, told(one.at)]) }],
  }
  return {
    language,
    title: words.title(`${words.place[place.kind]}${place.name === null ? '' : ` ${place.name}`}`),
    warning: words.warning,
    missingSigns: words.missingSigns,
    facts: [
      [words.time, time],
      ...(thing === null ? [] : [[words.thing, words.said(told(thing.saidAt), thing.deletedAt && told(thing.deletedAt))] as const]),
      [words.made, told(at.toISOString())],
      [words.by, by],
      [words.chain, `${chain.lastId}, SHA-256 ${chain.hash}`],
    ],
    sections: answer.exports.length === 0 ? [people] : [people, exports],
  }
}
