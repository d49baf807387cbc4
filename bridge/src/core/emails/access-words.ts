import { type EmailText, type Language, escaped } from './email-words.ts'

interface AccessWords {
  readonly subject: string
  readonly sentence: string
  readonly unasked: string
}
const WORDS: Readonly<Record<Language, Readonly<Record<'forgotten' | 'invitation', AccessWords>>>> = {
  fr: {
    forgotten: {
      subject: 'Choisir un nouveau mot de passe',
      sentence: 'Un nouveau mot de passe a été demandé pour votre compte de la messagerie.',
      unasked:
        'Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même. Si cela se répète, prévenez un administrateur.',
    },
    invitation: {
      subject: 'Votre accès à la messagerie',
      sentence: 'Il ne vous reste qu’à choisir votre mot de passe pour ouvrir la messagerie.',
      unasked: 'Vous n’attendiez pas cet e-mail ? Ne faites rien, et prévenez un administrateur.',
    },
  },
  en: {
    forgotten: {
      subject: 'Choose a new password',
      sentence: 'A new password was asked for your account of the messenger.',
      unasked: 'You did not ask? Do nothing: your password stays the same. If it happens again, tell an administrator.',
    },
    invitation: {
      subject: 'Your access to the messenger',
      sentence: 'All that is left is to choose your password to open the messenger.',
      unasked: 'You did not expect this e-mail? Do nothing, and tell an administrator.',
    },
  },
}
const AROUND = {
  fr: {
    hello: 'Bonjour,',
    choose: 'Choisir mon mot de passe',
    colon: ' :',
    until: (when: string) => `Ce lien sert une seule fois, jusqu’au ${when}. Ne le transmettez à personne.`,
  },
  en: {
    hello: 'Hello,',
    choose: 'Choose my password',
    colon: ':',
    until: (when: string) => `This link works once, until ${when}. Hand it to nobody.`,
  },
} as const
const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const

/** By which link to choose a password, until when, and what to do about one that was not asked for; nobody is named. */
export function accessText(purpose: 'forgotten' | 'invitation', until: Date, zone: string, language: Language, link: string): EmailText {
  const { subject, sentence, unasked } = WORDS[language][purpose]
  const { hello, choose, colon, until: untilWords } = AROUND[language]
  const when = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(until)
  const once = untilWords(when)
  return {
    subject,
    text: `${hello}\n\n${sentence}\n\n${choose}${colon} ${link}\n\n${once}\n\n-- \n${unasked}\n`,
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body style="font-family:sans-serif;color:#1b1b1b;max-width:36em">
<p>${hello}</p><p>${sentence}</p>
<p><a href="${escaped(link)}">${choose}</a></p><p>${once}</p>
<hr style="border:0;border-top:1px solid #ccc"><p style="font-size:small;color:#555">${unasked}</p>
</body></html>`,
  }
}
