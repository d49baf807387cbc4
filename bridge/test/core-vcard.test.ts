import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CardOf, cardFileName, vcardOf } from '../src/core/vcard.ts'

const nadia: CardOf = {
  userId: '@nadia.benali:localhost',
  givenName: 'Nadia',
  familyName: 'Benali',
  profession: 'Infirmière coordinatrice',
  structure: 'DAC Brest, Iroise',
  telephone: '+33 2 98 00 00 00',
  email: 'nadia@dac.example',
}

/** What an address book reads: lines put together again, each name with its value as it is written. */
function linesOf(card: string): Map<string, string> {
  expect(card.endsWith('\r\n')).toBe(true)
  const lines = card.slice(0, -2).split('\r\n')
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toMatch(/[\r\n]/)
    // A character cut in two would not be read as it was written.
    expect(Buffer.from(line).toString()).toBe(line)
  }
  const whole = lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n')
  return new Map(
    whole.map((line) => {
      const end = line.indexOf(':')
      return [line.slice(0, end).split(';')[0] ?? '', line.slice(end + 1)]
    }),
  )
}
const componentsOf = (value: string) => [...value.matchAll(/((?:\\.|[^\\;])*)(?:;|$)/g)].map(([, part = '']) => part)
const unescaped = (value: string) => value.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
const read = (value: string | undefined) => unescaped(value ?? '')

test('a colleague’s card is what RFC 6350 says, and nothing else', () => {
  expect(vcardOf(nadia)).toBe(
    [
      'BEGIN:VCARD',
      'VERSION:4.0',
      'KIND:individual',
      'UID:matrix:u/nadia.benali:localhost',
      'FN:Nadia BENALI',
      'N:Benali;Nadia;;;',
      'TITLE:Infirmière coordinatrice',
      'ORG:DAC Brest\\, Iroise',
      'TEL;VALUE=text;TYPE=work:+33 2 98 00 00 00',
      'EMAIL;TYPE=work:nadia@dac.example',
      'IMPP;TYPE=work:matrix:u/nadia.benali:localhost',
      'END:VCARD',
      '',
    ].join('\r\n'),
  )
  expect(vcardOf({ ...nadia, telephone: null, email: null })).not.toMatch(/^(TEL|EMAIL)/m)
})

test('whatever a name holds, an address book reads the same name, in no other field', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('\\', ';', ',', '\n', '\r', ':', 'é', '👩‍⚕️', 'n', ' ', 'END:VCARD\r\n', '\u2028'), maxLength: 120 }),
  )
  const plainLines = (text: string) => text.replace(/\r\n|[\r\n\u2028\u2029]/g, '\n')
  fc.assert(
    fc.property(fc.record({ givenName: words, familyName: words, profession: words, structure: words }), (given) => {
      const lines = linesOf(vcardOf({ ...nadia, ...given }))
      expect([...lines.keys()]).toEqual(['BEGIN', 'VERSION', 'KIND', 'UID', 'FN', 'N', 'TITLE', 'ORG', 'TEL', 'EMAIL', 'IMPP', 'END'])
      const [family, first, ...rest] = componentsOf(lines.get('N') ?? '').map(unescaped)
      expect([family, first]).toEqual([plainLines(given.familyName), plainLines(given.givenName)])
      expect(rest.join('')).toBe('')
      expect(read(lines.get('TITLE'))).toBe(plainLines(given.profession))
      expect(
        componentsOf(lines.get('ORG') ?? '')
          .map(unescaped)
          .join(''),
      ).toBe(plainLines(given.structure))
      expect(read(lines.get('FN'))).toBe(plainLines(`${given.givenName} ${given.familyName.toLocaleUpperCase('fr')}`))
    }),
    { numRuns: 500 },
  )
})

test('a file of a colleague is named in letters that no system and no header takes for something else', () => {
  expect(cardFileName(nadia)).toBe('nadia.benali.vcf')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (givenName, familyName) => {
      expect(cardFileName({ givenName, familyName })).toMatch(/^[a-z0-9][a-z0-9.-]{0,90}\.vcf$/)
    }),
  )
  expect(cardFileName({ givenName: '../../etc', familyName: 'passwd";x="' })).toBe('etc.passwd-x.vcf')
})
