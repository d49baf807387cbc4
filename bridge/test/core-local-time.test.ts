import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, localDay, nextDigest, quietEnd } from '../src/core/emails/local-time.ts'
import { readWords, reminderWords } from '../src/core/mails/mail-words.ts'
import { DAY, PARIS, at, digestAt, plus, starts, zones } from './support/local-times.ts'

test('the digest comes at the hour on the wall, summer and winter, and when the hour is skipped or comes twice', () => {
  expect(instantOf('2026-07-01', 18 * 60, PARIS)).toEqual(at('2026-07-01T16:00:00Z'))
  expect(instantOf('2026-12-01', 18 * 60, PARIS)).toEqual(at('2026-12-01T17:00:00Z'))
  // 29 March 2026: there is no 02:00, the clock goes from 02:00 to 03:00; 25 October: 02:00 comes twice.
  expect(instantOf('2026-03-29', 2 * 60, PARIS)).toEqual(at('2026-03-29T01:00:00Z'))
  expect(instantOf('2026-10-25', 2 * 60, PARIS)).toEqual(at('2026-10-25T00:00:00Z'))
  expect(nextDigest(at('2026-11-24T16:59:59Z'), digestAt(18), PARIS, null)).toEqual({ day: '2026-11-24', at: at('2026-11-24T17:00:00Z') })
  expect(nextDigest(at('2026-11-24T16:59:59Z'), digestAt(18), PARIS, '2026-11-24')).toEqual({
    day: '2026-11-25',
    at: at('2026-11-25T17:00:00Z'),
  })
})

test('quiet hours end when they say, over midnight too', () => {
  const end = (now: string, from: string | null, to: string | null) => quietEnd(at(now), from, to, PARIS)
  expect(end('2026-11-24T21:30:00Z', '22:00', '07:00')).toEqual(at('2026-11-25T06:00:00Z'))
  expect(end('2026-11-25T05:59:00Z', '22:00', '07:00')).toEqual(at('2026-11-25T06:00:00Z'))
  expect(end('2026-11-25T06:00:00Z', '22:00', '07:00')).toBeNull()
  expect(end('2026-11-25T12:00:00Z', '12:30', '14:00')).toEqual(at('2026-11-25T13:00:00Z'))
  expect(end('2026-11-25T12:00:00Z', null, '14:00')).toBeNull()
})

test('a digest whose hour lies in quiet hours leaves at their end, with what came until then, and the next one a day later', () => {
  const evening = digestAt(18, '17:00', '20:00')
  expect(nextDigest(at('2026-11-24T12:00:00Z'), evening, PARIS, null)).toEqual({ day: '2026-11-24', at: at('2026-11-24T19:00:00Z') })
  // Of the evening, in the morning; what is said at six in the morning is told at seven.
  const night = digestAt(23, '22:00', '07:00')
  expect(nextDigest(at('2026-11-24T12:00:00Z'), night, PARIS, null)).toEqual({ day: '2026-11-24', at: at('2026-11-25T06:00:00Z') })
  expect(nextDigest(at('2026-11-25T05:00:00Z'), night, PARIS, null)).toEqual({ day: '2026-11-24', at: at('2026-11-25T06:00:00Z') })
  expect(nextDigest(at('2026-11-25T06:00:01Z'), night, PARIS, '2026-11-24')).toEqual({ day: '2026-11-25', at: at('2026-11-26T06:00:00Z') })
})

test('quiet hours are those of the clocks on the wall, in winter and in summer', () => {
  const isQuiet = (now: string, from: string, to: string) => quietEnd(at(now), from, to, PARIS) !== null
  const winter = ['2026-01-10T18:59:00Z', '2026-01-10T19:00:00Z', '2026-01-11T05:59:00Z', '2026-01-11T06:00:00Z']
  expect(winter.map((now) => isQuiet(now, '20:00', '07:00'))).toEqual([false, true, true, false])
  const summer = ['2026-07-10T17:59:00Z', '2026-07-10T18:00:00Z', '2026-07-11T05:00:00Z']
  expect(summer.map((now) => isQuiet(now, '20:00', '07:00'))).toEqual([false, true, false])
  const noon = ['2026-01-10T10:59:00Z', '2026-01-10T11:00:00Z', '2026-01-10T13:00:00Z']
  expect(noon.map((now) => isQuiet(now, '12:00', '14:00'))).toEqual([false, true, false])
})

test('a digest comes once a day at its hour, on the days of 23 and of 25 hours too', () => {
  const digests = (from: string, count: number, hour: number) => {
    const all: string[] = []
    let last: string | null = null
    for (let now = at(from); all.length < count;) {
      const next: { day: string; at: Date } = nextDigest(now, digestAt(hour), PARIS, last)
      all.push(next.at.toISOString().slice(0, 16))
      ;[now, last] = [next.at, next.day]
    }
    return all
  }
  expect(digests('2026-03-28T12:00:00Z', 3, 18)).toEqual(['2026-03-28T17:00', '2026-03-29T16:00', '2026-03-30T16:00'])
  expect(digests('2026-10-24T12:00:00Z', 3, 18)).toEqual(['2026-10-24T16:00', '2026-10-25T17:00', '2026-10-26T17:00'])
  // 2:00 does not exist on 29 March, and exists twice on 25 October.
  expect(digests('2026-03-28T12:00:00Z', 2, 2)).toEqual(['2026-03-29T01:00', '2026-03-30T00:00'])
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
          const next = nextDigest(from, digestAt(hour), zone, seen.at(-1) ?? null)
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

test('what people are told of an hour is by the clocks of the installation', () => {
  const sentAt = at('2026-11-24T21:30:00Z')
  const words = (zone: string) => readWords({ zone, sentAt, to: ['Paul Durand'] }, 'Paul Durand', at('2026-11-24T22:05:00Z'))
  expect(words(PARIS)).toBe('Votre message du 24 novembre à 22:30 à Paul Durand a été lu, le 24 novembre à 23:05.')
  expect(words('Indian/Reunion')).toBe('Votre message du 25 novembre à 01:30 à Paul Durand a été lu, le 25 novembre à 02:05.')
  expect(reminderWords('Anne Petit', sentAt, 'America/Cayenne')).toContain('du 24 novembre à 18:30')
})
