import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Circumstances, type Decided, type News, decideEmails } from '../src/core/emails/decide-emails.ts'
import { countNews, emailText } from '../src/core/emails/email-words.ts'
import { instantOf, quietEnd } from '../src/core/emails/local-time.ts'
import { NEWS_DEFAULTS, SETTINGS_DEFAULTS, type Wishes } from '../src/core/wishes.ts'
import { DAY, HOUR, MINUTE, PARIS, at, digestAt, plus, starts, zones } from './support/local-times.ts'

const DEFAULT_WISHES: Wishes = { ...SETTINGS_DEFAULTS, rhythm: (news, channel) => NEWS_DEFAULTS[news][channel], muted: () => false }
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

const clocks = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minutes) => new Date(minutes * MINUTE).toISOString().slice(11, 16))
const quietHours = fc.tuple(clocks, clocks).filter(([from, to]) => from !== to)

test('whatever the quiet hours and the hour of the digest, nothing leaves in them, everything leaves after them, once', () => {
  fc.assert(
    fc.property(
      zones.filter((zone) => zone !== 'Pacific/Apia'),
      starts,
      fc.integer({ min: 0, max: 23 }),
      quietHours,
      fc.constantFrom('daily', 'immediate'),
      fc.array(fc.integer({ min: 1, max: 20 * HOUR }), { minLength: 1, maxLength: 8 }),
      (zone, start, digestHour, [quietFrom, quietTo], rhythm, gaps) => {
        let said = start
        const waiting = gaps.map((gap) => new Date((said += gap)))
        const wishes = { digestHour, quietFrom, quietTo, rhythm: () => rhythm, awayMinutes: 0 } as const
        let lastDigestDay: string | null = null
        // Whenever, and when it was said that there is something to do.
        let soon: Date | null = null
        for (
          let now = new Date(start);
          now.getTime() < said + 4 * DAY;
          now = at(Math.min(now.getTime() + 20 * MINUTE, soon?.getTime() ?? Infinity))
        ) {
          const news = waiting.filter((one) => one <= now)
          const [first] = news
          if (first === undefined) continue
          const { immediate, digest, next }: Decided<News> = decideEmails(
            [oneNews(first)],
            circumstances(now, wishes, { zone, lastDigestDay, batchSeconds: 0, paceMinutes: 0 }),
          )
          if (immediate.length === 0 && digest === null) {
            expect(next?.getTime()).toBeGreaterThan(now.getTime())
            soon = next
            // A day for the digest, less than another for quiet hours, an hour of the season.
            expect((next?.getTime() ?? 0) - first.getTime()).toBeLessThanOrEqual(2 * DAY + HOUR)
            continue
          }
          soon = null
          expect(quietEnd(now, quietFrom, quietTo, zone)).toBeNull()
          if (digest !== null) {
            expect(digest.day > (lastDigestDay ?? '')).toBe(true)
            lastDigestDay = digest.day
          }
          waiting.splice(0, news.length)
        }
        expect(waiting).toEqual([])
      },
    ),
    { numRuns: 100 },
  )
})

test('whoever was down when the digest was due, and is back in quiet hours, sends it at their end', () => {
  const late = circumstances(at('2026-11-24T22:30:00Z'), digestAt(18, '22:00', '07:00'))
  const { digest, next } = decideEmails([oneNews(at('2026-11-24T12:00:00Z'))], late)
  expect([digest, next]).toEqual([null, at('2026-11-25T06:00:00Z')])
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
