import type { Block, ExportDocument, Message, Section } from './document.ts'
import { EXPORT_WORDS } from './export-words.ts'

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Everything that people wrote passes here: names, reasons and texts alike. */
const safe = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? '')
/** Whatever direction its letters have, it does not turn round what stands beside it. */
const apart = (text: string): string => `<bdi>${safe(text)}</bdi>`

// Neither scripts nor anything from elsewhere, whatever a text says: the browser is told so too.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
const STYLE = `
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere;background:Canvas;color:CanvasText}
a{color:inherit}
h1,h2{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:bold}dd{margin:0}
table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.3rem .5rem;text-align:start;vertical-align:top}
.messages{list-style:none;padding:0}.messages>li{margin:1rem 0}.messages p,blockquote{margin:.2rem 0}
.who{font-weight:bold}.who time,.label{font-weight:normal}.said{white-space:pre-wrap}
blockquote{border-inline-start:.25rem solid;padding-inline-start:.75rem}.deleted{font-style:italic}
.warning{border:1px solid;padding:.5rem .75rem}
@page{margin:2cm;@bottom-center{content:counter(page) " / " counter(pages)}}
@media print{body{max-width:none;margin:0}nav{display:none}.messages>li,tr{break-inside:avoid-page}h2{break-after:avoid-page}}`

/** The document as one page that needs nothing else, piece by piece. */
export function* htmlOf(document: ExportDocument): Iterable<string> {
  const { language, title, facts, warning, sections } = document
  const { contents } = EXPORT_WORDS[language]
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${safe(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${safe(title)}</h1>
<dl>${facts.map(([label, value]) => `<dt>${safe(label)}</dt><dd>${apart(value)}</dd>`).join('\n')}</dl>
<p class="warning">${safe(warning)}</p>
</header>
<nav aria-labelledby="sommaire">
<h2 id="sommaire">${safe(contents)}</h2>
<ul>${sections.map((section) => `<li><a href="#${safe(section.id)}">${safe(section.title)}</a></li>`).join('\n')}</ul>
</nav>
<main>
`
  for (const section of sections) yield* sectionOf(section)
  yield '</main>\n</body>\n</html>\n'
}

function* sectionOf({ id, title, blocks }: Section): Iterable<string> {
  yield `<section aria-labelledby="${safe(id)}">\n<h2 id="${safe(id)}">${safe(title)}</h2>\n`
  let listing = false
  for (const block of blocks()) {
    if ((block.is === 'message') !== listing) yield listing ? '</ol>\n' : '<ol class="messages">\n'
    listing = block.is === 'message'
    yield blockOf(block)
  }
  yield `${listing ? '</ol>\n' : ''}</section>\n`
}

function blockOf(block: Block): string {
  switch (block.is) {
    case 'paragraph':
      return `<p>${safe(block.text)}</p>\n`
    case 'table':
      return tableOf(block)
    case 'message':
      return messageOf(block)
  }
}

function tableOf({ columns, rows }: Extract<Block, { is: 'table' }>): string {
  const head = columns.map((column) => `<th scope="col">${safe(column)}</th>`).join('')
  // The first column says whom or what the row is about.
  const cell = (text: string, index: number) => (index === 0 ? `<th scope="row">${apart(text)}</th>` : `<td>${apart(text)}</td>`)
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>\n`
}

function messageOf({ author, label, at, time, quote, text, file, deleted, reactions }: Message): string {
  const said = [
    `<p class="who">${apart(author)}${label === null ? '' : ` <span class="label">(${safe(label)})</span>`} <time datetime="${safe(at)}">${safe(time)}</time></p>`,
    ...(quote === null ? [] : [`<blockquote><p dir="auto">${safe(quote)}</p></blockquote>`]),
    ...(deleted === null ? [] : [`<p class="deleted">${safe(deleted)}</p>`]),
    ...(file === null ? [] : [`<p class="file">${apart(file)}</p>`]),
    ...(text === '' ? [] : [`<p class="said" dir="auto">${safe(text)}</p>`]),
    ...(reactions === null ? [] : [`<p class="reactions">${safe(reactions)}</p>`]),
  ]
  return `<li>\n${said.join('\n')}\n</li>\n`
}
