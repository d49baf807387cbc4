import type { ParsedMail } from 'mailparser'

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}caption{text-align:left}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8888}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #8888;padding:1rem}iframe{width:100%;height:28rem;border:1px solid #8888;background:#fff}
a:focus-visible,iframe:focus-visible,pre:focus-visible{outline:3px solid;outline-offset:2px}`

const documentOf = (title: string, inside: string): string => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${STYLE}</style></head><body><main>${inside}</main></body></html>`

const when = (date: Date | undefined): string =>
  date === undefined ? 'sans date' : date.toLocaleString('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'medium', timeStyle: 'medium' })
const subjectOf = ({ subject }: ParsedMail): string => (subject === undefined || subject.trim() === '' ? '(sans objet)' : subject)
const rawHeader = ({ headerLines }: ParsedMail, name: string): string =>
  headerLines.flatMap(({ key, line }) => (key === name ? [line.slice(line.indexOf(':') + 1).trim()] : [])).join(', ')

/** Newest first. `older`: after which the next page begins. */
export function listPage(mails: readonly { id: string; mail: ParsedMail }[], older: string | undefined, isLater: boolean): string {
  const rows = mails.map(
    ({ id, mail }) =>
      `<tr><td>${escaped(when(mail.date))}</td><td>${escaped(rawHeader(mail, 'delivered-to'))}</td><td><a href="/courriels/${id}">${escaped(subjectOf(mail))}</a></td></tr>`,
  )
  const table = `<table><caption>Du plus récent au plus ancien</caption>
<thead><tr><th scope="col">Date</th><th scope="col">Pour</th><th scope="col">Objet</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`
  const next = older === undefined ? '' : `<p><a href="/?avant=${older}">Plus anciens</a></p>`
  return documentOf(
    'Courriels retenus',
    `<h1>Courriels retenus</h1>
<p>Aucun serveur d’envoi n’est configuré (SMTP_URL) : ce qui aurait été envoyé est retenu ici, et n’est parti nulle part.</p>
<p><a href="/">${isLater ? 'Revenir aux plus récents' : 'Actualiser'}</a></p>
${rows.length === 0 ? '<p>Aucun courriel.</p>' : table}${next}`,
  )
}

const HEADERS = [
  ['De', 'from'],
  ['Pour', 'delivered-to'],
  ['Message-ID', 'message-id'],
  ['Auto-Submitted', 'auto-submitted'],
  ['List-Unsubscribe', 'list-unsubscribe'],
  ['List-Unsubscribe-Post', 'list-unsubscribe-post'],
] as const

export function mailPage(id: string, mail: ParsedMail): string {
  const known = HEADERS.map(([label, name]) => [label, rawHeader(mail, name)] as const).filter(([, value]) => value !== '')
  const all = [['Date', when(mail.date)] as const, ...known]
  const text =
    mail.text === undefined
      ? '<p>Ce courriel n’a pas de texte.</p>'
      : `<pre tabindex="0" aria-label="Texte du courriel">${linked(mail.text)}</pre>`
  const html =
    mail.html === false
      ? '<p>Ce courriel n’a pas de HTML.</p>'
      : `<iframe title="Le courriel en HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/courriels/${id}/html"></iframe>`
  return documentOf(
    subjectOf(mail),
    `<p><a href="/">Tous les courriels</a></p><h1>${escaped(subjectOf(mail))}</h1>
<dl>${all.map(([label, value]) => `<dt>${label}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<h2>Texte</h2>${text}
<h2>HTML</h2>${html}
<p><a href="/courriels/${id}/source">Source du courriel</a></p>`,
  )
}

export const messagePage = (words: string): string =>
  documentOf('Courriels retenus', `<h1>Courriels retenus</h1><p>${escaped(words)}</p><p><a href="/">Tous les courriels</a></p>`)

/** Addresses of the web can be followed; everything else is text. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : `<a href="${escaped(part)}" rel="noreferrer">${escaped(part)}</a>`))
    .join('')
