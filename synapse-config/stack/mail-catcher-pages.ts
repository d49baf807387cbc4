export interface Caught {
  number: number
  to: string
  subject: string
  date: Date | null
  text: string
  html: string
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const dated = (date: Date | null): string => (date === null ? '' : date.toLocaleString('fr-FR', { timeZone: 'Europe/Paris' }))

const page = (title: string, inside: string): string => `<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em}td,th{text-align:left;padding:.3em 1em .3em 0}
pre{white-space:pre-wrap;background:#f4f4f4;padding:1em}iframe{width:100%;height:24em;border:1px solid #999}</style></head>
<body>${inside}</body></html>`

export function listPage(mails: readonly Caught[]): string {
  const row = ({ number, to, subject, date }: Caught) =>
    `<tr><td>${dated(date)}</td><td>${escaped(to)}</td><td><a href="/${number}">${escaped(subject)}</a></td></tr>`
  const table = `<table><thead><tr><th>Date</th><th>À</th><th>Objet</th></tr></thead><tbody>${mails.map(row).join('')}</tbody></table>`
  const none = '<p>Aucun e-mail pour l’instant.</p>'
  const inside = `<h1>E-mails qui seraient partis</h1><p>Rien ne quitte cette machine : SMTP_URL n’est pas donné. Les plus récents d’abord.</p>`
  return page('E-mails qui seraient partis', `${inside}${mails.length === 0 ? none : table}`)
}

export const mailPage = ({ number, to, subject, date, text }: Caught): string =>
  page(
    subject,
    `<p><a href="/">Tous les e-mails</a></p><h1>${escaped(subject)}</h1><p>À : ${escaped(to)}<br>Date : ${dated(date)}</p>
<h2>Texte</h2><pre>${escaped(text)}</pre><h2>HTML</h2><iframe sandbox src="/${number}/html" title="L’e-mail en HTML"></iframe>`,
  )

/** What the e-mail says, as it is: the page around it lets it do nothing (sandbox, and no script by its policy). */
export const htmlPage = ({ html }: Caught): string => (html === '' ? page('', '<p>Cet e-mail n’a pas de partie HTML.</p>') : html)

export const notFoundPage = page('Introuvable', '<h1>Cette page n’existe pas</h1><p><a href="/">Tous les e-mails</a></p>')
