import { find } from 'linkifyjs'
import { Suspense, lazy, useMemo } from 'react'
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

/** Rare, and its cleaner is large: fetched with the first text that is marked up. */
const Cleaned = lazy(async () => ({ default: (await import('./marked-text.tsx')).MarkedText }))
/** What another client marked up; its bare words until the cleaner is there. */
export function MarkedText({ html, text }: { html: string; text: string }) {
  return (
    <Suspense fallback={<PlainText text={text} />}>
      <Cleaned html={html} />
    </Suspense>
  )
}
