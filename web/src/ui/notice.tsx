import type { ReactNode } from 'react'
import { DownIcon, DriftIcon, InStepIcon } from './icons.tsx'
import css from './notice.module.css'

const ICONS = { bad: DownIcon, drift: DriftIcon, ok: InStepIcon }

/** A message inside the page. It has no live role: what must be heard goes through the announcer too. */
export function Notice({ tone, title, children }: { tone: keyof typeof ICONS; title?: string; children?: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <div className={css['notice']} data-tone={tone}>
      <Icon size={20} aria-hidden className={css['icon']} />
      <div className={css['words']}>
        {title !== undefined && <p className={css['title']}>{title}</p>}
        {children}
      </div>
    </div>
  )
}
