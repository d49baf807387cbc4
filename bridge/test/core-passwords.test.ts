import { expect, test } from 'vitest'
import { networkOf } from '../src/core/networks.ts'
import { tellsWho } from '../src/core/passwords.ts'

const who = {
  givenName: 'Maëlys',
  familyName: 'N’Diaye Li',
  localpart: 'mndiaye-42',
  userId: '@mndiaye-42:essai.example',
  email: 'm@essai.example',
}

test.each([
  ['maelys-au-jardin', true],
  ['dans MAËLYS dedans', true],
  ['ndiaye sans apostrophe', true],
  ['diaye, la moitié du nom', true],
  ['olive et lilas bleus', false],
  ['mndiaye-42', true],
  [' @mndiaye-42:essai.example ', true],
  ['M@Essai.example', true],
  ['un chat, deux vélos', false],
])('%s tells who: %s', (password, told) => {
  expect(tellsWho(password, who)).toBe(told)
})

test('callers are counted by IPv4 address or IPv6 network, however that is written', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect([networkOf('2001:db8::1'), networkOf('2001:db8:0:0::ffff')]).toEqual(['2001:db8:0:0', '2001:db8:0:0'])
  expect(networkOf('::1')).toBe('0:0:0:0')
})
