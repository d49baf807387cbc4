import { expect, test } from 'vitest'
import { NEWS_DEFAULTS, SETTINGS_DEFAULTS, type Wishes, emailNow, isQuiet, nextDigest, nextTime, quietUntil } from '../src/core/wishes.ts'

const wishes = (given: Partial<Wishes> = {}): Wishes => ({
  ...SETTINGS_DEFAULTS,
  rhythm: (news, channel) => NEWS_DEFAULTS[news][channel],
  muted: () => false,
  ...given,
})
const iso = (date: Date) => date.toISOString()

test('quiet hours go over midnight, by the clocks of Paris in winter and in summer', () => {
  const night = wishes({ quietFrom: '20:00', quietTo: '07:00' })
  expect(
    ['2026-01-10T18:59:00Z', '2026-01-10T19:00:00Z', '2026-01-11T05:59:00Z', '2026-01-11T06:00:00Z'].map((at) =>
      isQuiet(night, new Date(at)),
    ),
  ).toEqual([false, true, true, false])
  expect(['2026-07-10T17:59:00Z', '2026-07-10T18:00:00Z', '2026-07-11T05:00:00Z'].map((at) => isQuiet(night, new Date(at)))).toEqual([
    false,
    true,
    false,
  ])
  expect(iso(quietUntil(night, new Date('2026-01-10T23:30:30Z')))).toBe('2026-01-11T06:00:00.000Z')
  const noon = wishes({ quietFrom: '12:00', quietTo: '14:00' })
  expect(['2026-01-10T10:59:00Z', '2026-01-10T11:00:00Z', '2026-01-10T13:00:00Z'].map((at) => isQuiet(noon, new Date(at)))).toEqual([
    false,
    true,
    false,
  ])
  expect(isQuiet(wishes(), new Date('2026-01-10T02:00:00Z'))).toBe(false)
})

test('a digest comes once a day at its hour, on the days of 23 and of 25 hours too', () => {
  const digests = (from: string, count: number, digestHour: number) => {
    const all: string[] = []
    for (let at = new Date(from); all.length < count;) all.push(iso((at = nextDigest(wishes({ digestHour }), at))))
    return all
  }
  expect(digests('2026-03-28T12:00:00Z', 3, 18)).toEqual([
    '2026-03-28T17:00:00.000Z',
    '2026-03-29T16:00:00.000Z',
    '2026-03-30T16:00:00.000Z',
  ])
  expect(digests('2026-10-24T12:00:00Z', 3, 18)).toEqual([
    '2026-10-24T16:00:00.000Z',
    '2026-10-25T17:00:00.000Z',
    '2026-10-26T17:00:00.000Z',
  ])
  // 2:00 does not exist on 29 March, and exists twice on 25 October.
  expect(digests('2026-03-28T12:00:00Z', 2, 2)).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:00:00.000Z'])
  expect(iso(nextTime(new Date('2026-01-10T17:00:00Z'), '18:00'))).toBe('2026-01-11T17:00:00.000Z')
})

test('an e-mail leaves at once, later, with the digest, or never', () => {
  const at = new Date('2026-01-10T10:00:00Z')
  const seen = (minutes: number) => ({ at, seenAt: new Date(at.getTime() - minutes * 60_000) })
  const mail = { news: 'mail' } as const
  const journal = { news: 'journal', kind: 'journal', ref: 'c1' } as const
  expect(emailNow(wishes(), mail, { at, seenAt: null })).toBe('now')
  expect(emailNow(wishes(), mail, seen(14))).toBe('later')
  expect(emailNow(wishes(), mail, seen(15))).toBe('now')
  expect(emailNow(wishes({ awayMinutes: 0 }), mail, seen(0))).toBe('now')
  expect(emailNow(wishes({ quietFrom: '10:30', quietTo: '11:30' }), mail, seen(60))).toBe('later')
  expect(emailNow(wishes(), journal, seen(60))).toBe('digest')
  expect(emailNow(wishes({ muted: (kind, ref) => kind === 'journal' && ref === 'c1' }), journal, seen(60))).toBe('never')
  expect(emailNow(wishes(), { news: 'document' }, seen(60))).toBe('never')
})
