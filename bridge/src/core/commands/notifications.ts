import { NEWS, type News, type Rhythm } from '../wishes.ts'
import type { Command, Known } from './command.ts'

const THINGS: Readonly<Record<News, string>> = {
  mail: 'courrier',
  journal: 'journal',
  liaison: 'liaison',
  'circle-change': 'cercle',
  'read-confirmation': 'lecture',
  document: 'document',
}
const WHEN: Readonly<Record<Rhythm, string>> = { immediate: 'immédiat', daily: 'résumé', never: 'jamais' }

const HOW = [
  'Pour changer, écrivez par exemple :',
  '• notifications courrier e-mail jamais (courrier, journal, liaison, cercle, lecture ou document ; application ou e-mail ; immédiat, résumé ou jamais)',
  '• notifications calme 20:00 7:00, ou notifications calme non',
  '• notifications résumé 18',
  '• notifications absence 15',
  '• notifications langue en',
  '• notifications silence suivi du nom d’un usager, et notifications reprise pour l’inverse',
].join('\n')

export const notifications: Command = {
  name: 'notifications',
  does: 'dire comment vous êtes prévenu, et le changer',
  asks: 'wishes',
  takesWords: true,
  answer: ({ wishes, trouble }) => {
    if (trouble !== null) return `Rien n’a changé : ${trouble}.\n${HOW}`
    return wishes === null ? HOW : `${told(wishes)}\n${HOW}`
  },
}
function told(wishes: NonNullable<Known['wishes']>): string {
  const { quietFrom, quietTo, digestHour, awayMinutes, language, silenced } = wishes
  return [
    'Vous êtes prévenu ainsi :',
    ...NEWS.map(
      (news) => `• ${THINGS[news]} : application ${WHEN[wishes.rhythm(news, 'app')]}, e-mail ${WHEN[wishes.rhythm(news, 'email')]}`,
    ),
    quietFrom === null || quietTo === null ? '• calme : non' : `• calme : pas d’e-mail de ${quietFrom} à ${quietTo}`,
    `• résumé : à ${digestHour} h`,
    awayMinutes === 0
      ? '• absence : e-mail même si vous êtes là'
      : `• absence : e-mail si vous n’avez rien lu depuis ${awayMinutes} minutes`,
    `• langue des e-mails : ${language === 'fr' ? 'français' : 'anglais'}`,
    ...(silenced === 0 ? [] : [`• silence : ${silenced === 1 ? 'un salon' : `${silenced} salons`}`]),
  ].join('\n')
}
