import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Circumstances, type News, decideEmails } from '../src/core/emails/decide-emails.ts'
import { countNews, emailText } from '../src/core/emails/email-words.ts'
import { instantOf, localDay, nextDigest, quietEnd } from '../src/core/emails/local-time.ts'
import { NEWS_DEFAULTS, SETTINGS_DEFAULTS, type Wishes } from '../src/core/wishes.ts'

const DEFAULT_WISHES: Wishes = { ...SETTINGS_DEFAULTS, rhythm: (news, channel) => NEWS_DEFAULTS[news][channel], muted: () => false }
const PARIS = 'Europe/Paris'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const at = (text: string) => new Date(text)
const plus = (date: Date, ms: number) => new Date(date.getTime() + ms)

test('the digest comes at the hour on the wall, summer and winter, and when the hour is skipped or comes twice', () => {
  expect(instantOf('2026-07-01', 18 * 60, PARIS)).toEqual(at('2026-07-01T16:00:00Z'))
  expect(instantOf('2026-12-01', 18 * 60, PARIS)).toEqual(at('2026-12-01T17:00:00Z'))
  // 29 March 2026: there is no 02:00, the clock goes from 02:00 to 03:00; 25 October: 02:00 comes twice.
  expect(instantOf('2026-03-29', 2 * 60, PARIS)).toEqual(at('2026-03-29T01:00:00Z'))
  expect(instantOf('2026-10-25', 2 * 60, PARIS)).toEqual(at('2026-10-25T00:00:00Z'))
  expect(nextDigest(at('2026-11-24T16:59:59Z'), 18, PARIS, null)).toEqual({ day: '2026-11-24', at: at('2026-11-24T17:00:00Z') })
  expect(nextDigest(at('2026-11-24T16:59:59Z'), 18, PARIS, '2026-11-24')).toEqual({ day: '2026-11-25', at: at('2026-11-25T17:00:00Z') })
})

test('quiet hours end when they say, over midnight too', () => {
  const end = (now: string, from: string | null, to: string | null) => quietEnd(at(now), from, to, PARIS)
  expect(end('2026-11-24T21:30:00Z', '22:00', '07:00')).toEqual(at('2026-11-25T06:00:00Z'))
  expect(end('2026-11-25T05:59:00Z', '22:00', '07:00')).toEqual(at('2026-11-25T06:00:00Z'))
  expect(end('2026-11-25T06:00:00Z', '22:00', '07:00')).toBeNull()
  expect(end('2026-11-25T12:00:00Z', '12:30', '14:00')).toEqual(at('2026-11-25T13:00:00Z'))
  expect(end('2026-11-25T12:00:00Z', null, '14:00')).toBeNull()
})

const zones = fc.constantFrom(PARIS, 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC')
/** Around the changes of 2026, and anywhere. */
const starts = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 2, 24), max: Date.UTC(2026, 3, 7) }),
  fc.integer({ min: Date.UTC(2026, 9, 20), max: Date.UTC(2026, 10, 5) }),
  fc.integer({ min: Date.UTC(2011, 11, 25), max: Date.UTC(2030, 0, 1) }),
)
const oneNews = (firstAt: Date, given: Partial<News> = {}): News => ({
  news: 'journal',
  kind: 'journal',
  ref: 'c',
  count: 1,
  firstAt,
  ...given,
})
const circumstances = (now: Date, wishes: Partial<Wishes> = {}, given: Partial<Circumstances> = {}): Circumstances => ({
  now,
  zone: PARIS,
  wishes: { ...DEFAULT_WISHES, ...wishes },
  batchSeconds: 90,
  paceMinutes: 15,
  lastImmediateAt: null,
  lastDigestDay: null,
  lastReadAt: null,
  ...given,
})

test('whatever the season and whenever somebody looks, news are told once, at the first digest after them, one digest a local day', () => {
  fc.assert(
    fc.property(
      zones,
      starts,
      fc.integer({ min: 0, max: 23 }),
      fc.array(fc.integer({ min: 1, max: 20 * HOUR }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 0, max: 30 * HOUR }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 3 * HOUR }), { minLength: 12, maxLength: 12 }),
      (zone, start, digestHour, gaps, looks, delays) => {
        let said = start
        // Heard of later than it was said.
        const news = gaps.map((gap, n) => ({ saidAt: new Date((said += gap)), heardAt: said + (delays[n] ?? 0) }))
        const days: string[] = []
        const told: typeof news = []
        let now = start
        // Looked at whenever, then regularly until nothing is left.
        for (const gap of [...looks, ...Array.from({ length: 60 * 24 }, () => HOUR)]) {
          now += gap
          const open = news.filter((one) => one.heardAt <= now && !told.includes(one))
          const [first] = open
          if (first === undefined) continue
          const decided = decideEmails(
            [oneNews(first.saidAt, { count: open.length })],
            circumstances(new Date(now), { digestHour }, { zone, lastDigestDay: days.at(-1) ?? null }),
          )
          expect(decided.immediate).toEqual([])
          if (decided.digest === null) {
            expect(decided.next?.getTime()).toBeGreaterThan(now)
            // Never more than a day and an hour of the season to wait, a day that does not come (Apia, 2011) apart.
            expect((decided.next?.getTime() ?? 0) - now).toBeLessThanOrEqual(2 * DAY + HOUR)
            continue
          }
          days.push(decided.digest.day)
          told.push(...open)
          // Not before its hour.
          expect(instantOf(decided.digest.day, digestHour * 60, zone).getTime()).toBeLessThanOrEqual(now)
          expect(instantOf(decided.digest.day, digestHour * 60, zone).getTime()).toBeGreaterThanOrEqual(first.saidAt.getTime())
        }
        expect(new Set(told)).toEqual(new Set(news))
        expect(told).toHaveLength(news.length)
        expect(days).toEqual([...new Set(days)].toSorted())
      },
    ),
    { numRuns: 200 },
  )
})

test('who is looked at every minute has their digest in the minute of their hour, every local day', () => {
  fc.assert(
    fc.property(
      zones.filter((zone) => zone !== 'Pacific/Apia'),
      starts,
      fc.integer({ min: 0, max: 23 }),
      (zone, start, hour) => {
        const seen: string[] = []
        let from = new Date(start)
        for (let day = 0; day < 10; day++) {
          const next = nextDigest(from, hour, zone, seen.at(-1) ?? null)
          expect(localDay(next.at, zone)).toBe(next.day)
          if (seen.length > 0) expect(Date.parse(next.day) - Date.parse(seen.at(-1) ?? '')).toBe(DAY)
          seen.push(next.day)
          from = plus(next.at, 1)
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('one e-mail for what comes together, one in a quarter of an hour, none at night, none to who is reading', () => {
  const now = at('2026-11-24T21:30:00Z')
  const mail = [oneNews(plus(now, -2 * MINUTE), { news: 'mail', kind: 'mail' })]
  const goes = (wishes: Partial<Wishes> = {}, given: Partial<Circumstances> = {}, news = mail) => {
    const { immediate, digest, next } = decideEmails(news, circumstances(now, wishes, given))
    expect(digest).toBeNull()
    return immediate.length > 0 ? 'now' : next
  }
  expect(goes()).toBe('now')
  const fresh = plus(now, -10_000)
  expect(goes({}, {}, [oneNews(fresh, { news: 'mail', kind: 'mail' })])).toEqual(plus(fresh, 90_000))
  expect(goes({}, { lastImmediateAt: plus(now, -14 * MINUTE) })).toEqual(plus(now, MINUTE))
  expect(goes({}, { lastImmediateAt: plus(now, -15 * MINUTE) })).toBe('now')
  expect(goes({ quietFrom: '22:00', quietTo: '07:00' })).toEqual(at('2026-11-25T06:00:00Z'))
  expect(goes({}, { lastReadAt: plus(now, -5 * MINUTE) })).toEqual(plus(now, 10 * MINUTE))
  expect(goes({ awayMinutes: 0 }, { lastReadAt: now })).toBe('now')
})

test('each sort as the person wishes: at once, daily, never; muted is never', () => {
  const now = at('2026-11-24T17:00:00Z')
  const old = plus(now, -HOUR)
  const news = [
    ...(['mail', 'journal', 'liaison'] as const).map((kind) => oneNews(old, { news: kind, kind, ref: kind })),
    oneNews(old, { news: 'document', kind: 'documents', ref: 'd' }),
    ...(['circle-change', 'read-confirmation'] as const).map((sort) => oneNews(old, { news: sort, kind: 'notifications', ref: 'p' })),
  ]
  const sorts = (among: readonly News[] | undefined) => among?.map(({ news: sort }) => sort)
  const byDefault = decideEmails(news, circumstances(now))
  expect(sorts(byDefault.immediate)).toEqual(['mail'])
  expect(sorts(byDefault.digest?.news)).toEqual(['journal', 'liaison', 'circle-change'])
  expect(sorts(byDefault.passedOver)).toEqual(['document', 'read-confirmation'])
  const muting = decideEmails(news, circumstances(now, { muted: (kind, ref) => kind === 'journal' && ref === 'journal' }))
  expect(sorts(muting.digest?.news)).toEqual(['liaison', 'circle-change'])
  // Who silenced their notifications is told of nothing that is said there.
  const silent = decideEmails(news, circumstances(now, { muted: (kind) => kind === 'notifications', rhythm: () => 'immediate' }))
  expect(sorts(silent.immediate)).toEqual(['mail', 'journal', 'liaison', 'document'])
  const none = decideEmails(news, circumstances(now, { rhythm: () => 'never' }))
  expect([none.immediate, none.digest, none.next]).toEqual([[], null, null])
  expect(none.passedOver).toEqual(news)
})

test('the words are numbers and two links, in French and in English', () => {
  const news = [oneNews(at('2026-11-24T17:00:00Z'), { count: 2 }), oneNews(at('2026-11-24T17:00:00Z'), { ref: 'd' })]
  const links = { read: 'https://messagerie.example/', stop: 'https://messagerie.example/api/unsubscribe/x' }
  const french = emailText(countNews(news), 'immediate', 'fr', links)
  expect(french.subject).toBe('Vous avez 3 nouveaux messages')
  expect(french.text).toContain('Vous avez 3 nouveaux messages dans 2 journaux.')
  expect(french.html).toContain('Vous avez 3 nouveaux messages dans 2 journaux.')
  const english = emailText(countNews([oneNews(at('2026-11-24T17:00:00Z'))]), 'digest', 'en', links)
  expect(english.subject).toBe('Your summary: 1 new message')
  expect(english.text).toContain('You have 1 new message in 1 journal.')
  for (const { text, html } of [french, english]) {
    expect(text.match(/https?:\S+/g)).toEqual([links.read, links.stop])
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([links.read, links.stop])
  }
})

test('changes and confirmations are numbers too, beside the messages or alone', () => {
  const when = at('2026-11-24T17:00:00Z')
  const links = { read: 'https://messagerie.example/', stop: 'https://messagerie.example/stop' }
  const room = { kind: 'notifications', ref: 'p' } as const
  const changes = oneNews(when, { ...room, news: 'circle-change', count: 2 })
  const confirmation = oneNews(when, { ...room, news: 'read-confirmation' })
  const words = (news: readonly News[], language: 'fr' | 'en' = 'fr') => {
    const { subject, text } = emailText(countNews(news), 'immediate', language, links)
    return [subject, text.split('\n')[2]]
  }
  expect(words([changes])).toEqual([
    'Vous avez 2 changements dans vos cercles de soins',
    'Vous avez 2 changements dans vos cercles de soins.',
  ])
  expect(words([confirmation])).toEqual(['Vous avez 1 confirmation de lecture', 'Vous avez 1 confirmation de lecture.'])
  expect(words([oneNews(when), changes, confirmation])).toEqual([
    'Vous avez 1 nouveau message, 2 changements dans vos cercles de soins et 1 confirmation de lecture',
    'Vous avez 1 nouveau message dans 1 journal, 2 changements dans vos cercles de soins et 1 confirmation de lecture.',
  ])
  expect(words([oneNews(when, { ...room, news: 'circle-change' }), confirmation], 'en')[1]).toBe(
    'You have 1 change in your care circles and 1 read confirmation.',
  )
})
