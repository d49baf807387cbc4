import { Router } from 'express'
import { personOfLink } from '../flows/emails/unsubscribe-link.ts'
import { unsubscribe } from '../flows/emails/unsubscribe.ts'
import type { World } from '../flows/world.ts'
import { type Language, languageOf } from './read.ts'

const WORDS: Readonly<Record<Language, Readonly<Record<'title' | 'ask' | 'button' | 'done' | 'broken', string>>>> = {
  fr: {
    title: 'Messagerie des cercles de soins',
    ask: 'Ne plus recevoir d’e-mail de la messagerie ? Vos messages, eux, restent dans la messagerie.',
    button: 'Ne plus recevoir d’e-mail',
    done: 'C’est fait : la messagerie ne vous enverra plus d’e-mail.',
    broken: 'Ce lien n’est pas complet, ou n’est pas le nôtre : rien n’a été changé. Ouvrez celui du dernier e-mail reçu en entier.',
  },
  en: {
    title: 'Care-circle messenger',
    ask: 'Receive no more e-mails from the messenger? Your messages stay in the messenger.',
    button: 'Receive no more e-mails',
    done: 'Done: the messenger will send you no more e-mails.',
    broken: 'This link is not complete, or not ours: nothing was changed. Open the one of the last e-mail as a whole.',
  },
}

/**
 * The link of every e-mail, which works without signing in and does nothing else. Looking changes nothing, for mail programs open links
 * by themselves; the button of the page and the mail program's own one (RFC 8058) post.
 */
export function unsubscribePage(world: World, linkSecret: string): Router {
  const router = Router()
  router.get('/:token', ({ params, headers }, response) => {
    const words = WORDS[languageOf(headers['accept-language'])]
    const known = personOfLink(params.token, linkSecret) !== undefined
    const form = `<p>${words.ask}</p><form method="post"><button>${words.button}</button></form>`
    response
      .status(known ? 200 : 404)
      .set(PAGE_HEADERS)
      .send(pageOf(headers['accept-language'], known ? form : `<p>${words.broken}</p>`))
  })
  router.post('/:token', async ({ params, headers }, response) => {
    const words = WORDS[languageOf(headers['accept-language'])]
    const person = personOfLink(params.token, linkSecret)
    if (person !== undefined) await unsubscribe(world, person)
    const said = person === undefined ? words.broken : words.done
    response
      .status(person === undefined ? 404 : 200)
      .set(PAGE_HEADERS)
      .send(pageOf(headers['accept-language'], `<p>${said}</p>`))
  })
  return router
}

const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
}
function pageOf(acceptLanguage: string | undefined, inside: string): string {
  const language = languageOf(acceptLanguage)
  const { title } = WORDS[language]
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font-family:sans-serif;max-width:36em;margin:3em auto;padding:0 1em}button{font:inherit;padding:.6em 1em}</style></head>
<body><h1>${title}</h1>${inside}</body></html>`
}
