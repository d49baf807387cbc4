import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserId } from '../src/core/ids.ts'
import { displayName, listed, localpartFrom } from '../src/core/names.ts'

const anyWords = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('Éloïse', 'N’Diaye', 'Cœurdoux', 'Ægir', '李', 'Ω', '', '-', "d'Arc"),
)

test('whatever people are called, their account has a name that Matrix allows', () => {
  fc.assert(
    fc.property(anyWords, anyWords, (givenName, familyName) => {
      const localpart = localpartFrom(givenName, familyName)
      expect(localpart).toMatch(/^[a-z0-9][a-z0-9.-]*$/)
      expect(localpart.length).toBeLessThanOrEqual(80)
      expect(UserId.safeParse(`@${localpart}99:exemple.fr`).success).toBe(true)
    }),
  )
})

test('the name of an account is the name of the person, without accents', () => {
  expect(localpartFrom('Marie', 'LE GOFF')).toBe('marie.le-goff')
  expect(localpartFrom('Éloïse', 'N’Diaye')).toBe('eloise.n-diaye')
  expect(localpartFrom('Jean-Marc', 'Cœurdoux')).toBe('jean-marc.coeurdoux')
  expect(localpartFrom('Ægir', 'Müller-Garçon')).toBe('aegir.muller-garcon')
  expect(localpartFrom('李', '')).toBe('professionnel')
})

test('people are shown by first name, family name in capitals and profession', () => {
  expect(displayName({ givenName: 'Zoé', familyName: 'Lefèvre', profession: 'Sage-femme' })).toBe('Zoé LEFÈVRE — Sage-femme')
})

test('several people are told of in one French list', () => {
  expect(listed([])).toBe('')
  expect(listed(['Nadia'])).toBe('Nadia')
  expect(listed(['Nadia', 'Yann'])).toBe('Nadia et Yann')
  expect(listed(['Nadia', 'Yann', 'Zoé'])).toBe('Nadia, Yann et Zoé')
})
