import DOMPurify from 'dompurify'
import { useMemo } from 'react'
import css from './message.module.css'

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
