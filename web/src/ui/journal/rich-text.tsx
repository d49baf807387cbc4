import DOMPurify from 'dompurify'
import { find } from 'linkifyjs'
import { useMemo } from 'react'
import css from './message.module.css'

/** What people write: their lines, and addresses that can be followed. `tabIndex`: see FileView. */
export function PlainText({ text, tabIndex = -1 }: { text: string; tabIndex?: -1 | 0 }) {
  const parts = useMemo(() => partsOf(text), [text])
  return (
    <p className={css['text']}>
      {parts.map((part) =>
        part.href === null ? (
          part.words
        ) : (
          <a key={part.at} href={part.href} target="_blank" rel="noopener noreferrer" tabIndex={tabIndex}>
            {part.words}
          </a>
        ),
      )}
    </p>
  )
}

function partsOf(text: string): { at: number; words: string; href: string | null }[] {
  const parts: { at: number; words: string; href: string | null }[] = []
  let from = 0
  for (const { start, end, href, type } of find(text, { defaultProtocol: 'https' })) {
    if (type !== 'url' && type !== 'email') continue
    if (start > from) parts.push({ at: from, words: text.slice(from, start), href: null })
    parts.push({ at: start, words: text.slice(start, end), href })
    from = end
  }
  if (from < text.length) parts.push({ at: from, words: text.slice(from), href: null })
  return parts
}

/** Words and their emphasis, nothing else: neither pictures, nor styles, nor headings that would stand among those of the page. */
const ALLOWED = {
  ALLOWED_TAGS: [
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'del',
    'code',
    'pre',
    'p',
    'br',
    'ul',
    'ol',
    'li',
    'blockquote',
    'a',
    'span',
    'sub',
    'sup',
  ],
  ALLOWED_ATTR: ['href'],
  ALLOWED_URI_REGEXP: /^(https?|mailto|tel):/i,
  RETURN_DOM_FRAGMENT: true,
} as const

/** What another client marked up, cleaned. */
export function MarkedText({ html }: { html: string }) {
  const clean = useMemo(() => cleaned(html), [html])
  return <div className={css['text']} dangerouslySetInnerHTML={{ __html: clean }} />
}

function cleaned(html: string): string {
  const fragment = DOMPurify.sanitize(html.replace(/<mx-reply>[\s\S]*<\/mx-reply>/i, ''), {
    ...ALLOWED,
    ALLOWED_TAGS: [...ALLOWED.ALLOWED_TAGS],
    ALLOWED_ATTR: [...ALLOWED.ALLOWED_ATTR],
  })
  for (const link of fragment.querySelectorAll('a')) {
    // A mention is a name here, not the address of another site.
    if (/^https:\/\/matrix\.to\//i.test(link.href)) {
      link.replaceWith(...link.childNodes)
      continue
    }
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    link.tabIndex = -1
  }
  const holder = document.createElement('div')
  holder.append(fragment)
  return holder.innerHTML
}
