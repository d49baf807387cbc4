import { beforeAll, describe, expect, test } from 'vitest'
import { aBrowser, consoleSession, type Session } from './with/browser.ts'
import { LANGUAGES, expectReadable, firstLook, openAsFirst } from './with/readable.ts'
import { aCircle, aPersonWithPassword, call, unique } from './with/registry.ts'
import { aDac, aStuckMember, suspend } from './with/stuck-member.ts'

let as: Session
beforeAll(async () => {
  as = await consoleSession(await aPersonWithPassword({ givenName: 'Claire', administrator: true }))
}, 90_000)

describe('these pages read well', () => {
  test.for(LANGUAGES)('in %s', { timeout: 600_000 }, async (language) => {
    const circle = await aCircle()
    const stuck = await aStuckMember(circle)
    const dac = await aDac(`DAC <i>${unique()}</i> ${'très '.repeat(16)}long`)
    await call('PUT', `/people/${stuck.id}/employments/${dac.id}`, { role: 'manager' })
    const employment = new URLSearchParams({ fin: `${stuck.id} ${circle.member.source}` })
    await using browser = await aBrowser()
    const { page, complaints } = await browser.window(firstLook(language), as)
    for (const path of [
      `/admin/mouvements?cercle=${circle.id}`,
      `/admin/mouvements?attente=oui&personne=${stuck.id}`,
      '/admin/mouvements?source=introuvable',
      '/admin/structures',
      '/admin/structures?q=zzzzzz',
      '/admin/structures?ajouter=oui',
      `/admin/structures/${dac.id}`,
      `/admin/structures/${dac.id}?equipe=past`,
      `/admin/structures/${dac.id}?modifier=oui`,
      `/admin/structures/${dac.id}?${employment}`,
      `/admin/structures/${dac.id}?ajouter=oui`,
      `/admin/personnes/${stuck.id}?acte=modifier`,
      `/admin/personnes/${stuck.id}?acte=depart`,
      '/admin/structures/inconnue',
      `/admin/cercles/${circle.id}?qui=${stuck.id}`,
    ]) {
      await openAsFirst(page, path, language)
      await expectReadable(page, path, language, { tall: false })
    }
    expect(complaints).toEqual([])
    await suspend(stuck.userId, false)
  })
})
