import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOTICES, noticeFor } from '../src/core/notices/index.ts'
import type { Told } from '../src/core/notices/notice.ts'

const nadia: Told = {
  givenName: 'Nadia',
  familyName: 'Benali',
  profession: 'Infirmière libérale',
  structures: ['Cabinet des Tilleuls'],
  role: 'Infirmière',
  formerRole: 'Remplaçante',
  by: 'Portail',
  reason: null,
  replaces: null,
}
const yann: Told = {
  ...nadia,
  givenName: 'Yann',
  familyName: 'Le Goff',
  profession: 'Médecin',
  structures: [],
  role: 'Médecin traitant',
  formerRole: 'Médecin',
}
const said = (type: string, ...told: Told[]): string | undefined => noticeFor(type)?.fr(told)

test.each([
  ['member.joined', 'Nadia BENALI (Infirmière, Cabinet des Tilleuls) a rejoint le cercle de soins à la demande de Portail.'],
  ['member.returned', 'Nadia BENALI (Infirmière, Cabinet des Tilleuls) est de retour dans le cercle de soins à la demande de Portail.'],
  ['member.left', 'Nadia BENALI a quitté le cercle de soins à la demande de Portail.'],
  ['member.role-changed', 'Changement de rôle : Nadia BENALI, Remplaçante → Infirmière à la demande de Portail.'],
  ['circle.closed', 'Le cercle de soins est fermé à la demande de Portail. Le journal reste lisible, on n’y écrit plus.'],
  ['circle.reopened', 'Le cercle de soins est rouvert à la demande de Portail. On peut de nouveau écrire dans le journal.'],
  ['export.ready', 'Nadia BENALI a exporté le journal.'],
  ['staff.joined', 'Nadia BENALI (Infirmière libérale) rejoint l’équipe.'],
  ['staff.left', 'Nadia BENALI quitte l’équipe.'],
])('%s tells of one person: %s', (type, words) => {
  expect(said(type, nadia)).toBe(words)
})

test.each([
  [
    'member.joined',
    'Nadia BENALI (Infirmière, Cabinet des Tilleuls) et Yann LE GOFF (Médecin traitant) ont rejoint le cercle de soins à la demande de Portail.',
  ],
  ['member.left', 'Nadia BENALI et Yann LE GOFF ont quitté le cercle de soins à la demande de Portail.'],
  [
    'member.returned',
    'Nadia BENALI (Infirmière, Cabinet des Tilleuls) et Yann LE GOFF (Médecin traitant) sont de retour dans le cercle de soins à la demande de Portail.',
  ],
  ['staff.joined', 'Nadia BENALI (Infirmière libérale) et Yann LE GOFF (Médecin) rejoignent l’équipe.'],
  ['staff.left', 'Nadia BENALI et Yann LE GOFF quittent l’équipe.'],
])('%s tells of two people: %s', (type, words) => {
  expect(said(type, nadia, yann)).toBe(words)
})

test('a reason is told with the notice', () => {
  expect(said('member.left', { ...nadia, reason: 'congé maternité' })).toBe(
    'Nadia BENALI a quitté le cercle de soins à la demande de Portail (motif : congé maternité).',
  )
  expect(said('member.left', { ...nadia, reason: '' })).toBe('Nadia BENALI a quitté le cercle de soins à la demande de Portail.')
})

test.each([
  [
    'member.joined',
    'Nadia BENALI (Infirmière, Cabinet des Tilleuls) remplace Yann LE GOFF jusqu’au 15 décembre 2026 à la demande de Portail.',
  ],
  [
    'member.returned',
    'Nadia BENALI (Infirmière, Cabinet des Tilleuls) remplace Yann LE GOFF jusqu’au 15 décembre 2026 à la demande de Portail.',
  ],
  ['member.left', 'Nadia BENALI ne remplace plus Yann LE GOFF à la demande de Portail.'],
  ['staff.joined', 'Nadia BENALI (Infirmière libérale) remplace Yann LE GOFF dans l’équipe jusqu’au 15 décembre 2026.'],
  ['staff.left', 'Nadia BENALI ne remplace plus Yann LE GOFF dans l’équipe.'],
])('%s of who comes or goes for somebody names both, after those who have it in their own right', (type, words) => {
  const replacing: Told = { ...nadia, replaces: { name: 'Yann LE GOFF', until: '15 décembre 2026' } }
  expect(said(type, replacing)).toBe(words)
  expect(said(type, replacing, nadia)).toBe(`${said(type, nadia)} ${words}`)
})

test('what is not to be told has no notice', () => {
  expect(noticeFor('patient.changed')).toBeUndefined()
})

const aWord = fc.string({ minLength: 1, unit: 'grapheme' })
const someTold = fc.array(
  fc.record({
    givenName: aWord,
    familyName: aWord,
    profession: aWord,
    structures: fc.array(aWord, { maxLength: 3 }),
    role: aWord,
    formerRole: aWord,
    by: aWord,
    reason: fc.option(aWord),
    replaces: fc.option(fc.record({ name: aWord, until: aWord })),
  }),
  { minLength: 1, maxLength: 4 },
)
describe.each(NOTICES.map((notice) => ({ notice, name: notice.type })))('$name', ({ notice }) => {
  test('is one sentence that names everybody concerned', () => {
    fc.assert(
      fc.property(someTold, (told) => {
        const words = notice.fr(told)
        expect(words).toMatch(/\.$/)
        if (!notice.type.startsWith('circle.')) for (const { givenName } of told) expect(words).toContain(givenName)
      }),
    )
  })
})
