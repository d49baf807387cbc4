import fc from 'fast-check'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { isFiness, isRpps } from '../src/core/check-digits.ts'
import { misread, newFiness, newRpps } from './support/registry.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const KEYS = Array.from({ length: 10 }, (_, key) => String(key))

test('of the ten possible check digits of an RPPS number, one is right', () => {
  fc.assert(
    fc.property(digits(10), (number) => {
      expect(KEYS.filter((key) => isRpps(number + key))).toHaveLength(1)
    }),
  )
})

test('a number typed with one wrong digit is refused', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 }), fc.integer({ min: 1, max: 9 }), (place, error) => {
      const rpps = newRpps()
      const wrong = (Number(rpps[place]) + error) % 10
      expect(isRpps(rpps)).toBe(true)
      expect(isRpps(`${rpps.slice(0, place)}${wrong}${rpps.slice(place + 1)}`)).toBe(false)
    }),
  )
})

test('numbers of the public register of hospitals are accepted, and what does not look like a number is refused', () => {
  // Assistance publique in Paris and in Marseille; the form of a Corsican one.
  for (const number of ['750712184', '130786049', '2A0000123']) expect(isFiness(number)).toBe(true)
  for (const odd of ['', '1234', newRpps().slice(1), `${newRpps()}0`, ` ${newRpps()}`, '１００００００００００'])
    expect(isRpps(odd)).toBe(false)
  for (const odd of ['', '2C0000123', '2a0000123', misread(newFiness()), `${newFiness()}\n`]) expect(isFiness(odd)).toBe(false)
})

test('the database accepts the same numbers as the doors do', async () => {
  const db = new Client({ connectionString: inject('stack').databaseUrl })
  await db.connect()
  try {
    const checks = await db.query<{ table: string; expression: string }>(
      `select conrelid::regclass::text as table, pg_get_expr(conbin, conrelid) as expression from pg_constraint
       where contype = 'c' and conrelid in ('person'::regclass, 'structure'::regclass) and pg_get_expr(conbin, conrelid) like '%luhn%'`,
    )
    const expressionOf = (table: string) => checks.rows.find((row) => row.table === table)?.expression ?? 'no such check'
    const odd = fc.constantFrom('', '2A0000123', '2B9999999', '2C0000000', '2A000012', 'x', '00000000000', '000000000', ' 123456789')
    const numbers = fc.sample(fc.oneof(digits(11), digits(9), digits(10), odd, fc.nat().map(newRpps), fc.nat().map(newFiness)), 600)
    const accepted = async (table: string, column: string) => {
      const { rows } = await db.query<{ good: boolean }>(
        `select ${expressionOf(table)} as good from unnest($1::text[]) with ordinality as t(${column}, place) order by place`,
        [numbers],
      )
      return numbers.filter((_, index) => rows[index]?.good === true)
    }

    expect(await accepted('person', 'rpps')).toEqual(numbers.filter(isRpps))
    expect(await accepted('structure', 'finess')).toEqual(numbers.filter(isFiness))
  } finally {
    await db.end()
  }
})
