import { fullName, localpartFrom } from './names.ts'

export interface CardOf {
  readonly userId: string
  readonly givenName: string
  readonly familyName: string
  readonly profession: string
  readonly structure: string
  readonly telephone: string | null
  readonly email: string | null
}

/** RFC 6350, 3.4: what would end a value or a line is written otherwise. */
const escaped = (value: string): string => value.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|[\r\n\u2028\u2029]/g, '\\n')

/** RFC 6350, 3.2: no line holds more than 75 octets, its end not counted, and no character is cut in two. */
const LONGEST = 75
/** In UTF-8. */
const octetsOf = (sign: string): number => {
  const code = sign.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
function folded(line: string): string {
  let [written, octets] = ['', 0]
  for (const sign of line) {
    const size = octetsOf(sign)
    if (octets + size > LONGEST) [written, octets] = [`${written}\r\n `, 1]
    written += sign
    octets += size
  }
  return written
}

/** Who somebody is, for any address book: vCard 4.0. The same person makes the same UID, so that a second import takes the place of the first. */
export function vcardOf({ userId, givenName, familyName, profession, structure, telephone, email }: CardOf): string {
  const account = `matrix:u/${encodeURIComponent(userId.slice(1)).replaceAll('%3A', ':')}`
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'KIND:individual',
    `UID:${account}`,
    `FN:${escaped(fullName({ givenName, familyName }))}`,
    `N:${escaped(familyName)};${escaped(givenName)};;;`,
    `TITLE:${escaped(profession)}`,
    `ORG:${escaped(structure)}`,
    ...(telephone === null ? [] : [`TEL;VALUE=text;TYPE=work:${escaped(telephone)}`]),
    ...(email === null ? [] : [`EMAIL;TYPE=work:${escaped(email)}`]),
    `IMPP;TYPE=work:${account}`,
    'END:VCARD',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

/** Letters, digits, points and hyphens alone, whatever the name. */
export const cardFileName = (person: { givenName: string; familyName: string }): string =>
  `${localpartFrom(person.givenName, person.familyName)}.vcf`
