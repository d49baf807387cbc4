import type { ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import css from './dialog.module.css'
import { Notice } from './notice.tsx'
import { ReasonForm } from './reason-form.tsx'

/** A line of what an act is about: what it is called, what it is, and what more tells it apart. */
export type Told = readonly [name: string, value: string, more?: string]
interface Given {
  opened: boolean
  title: string
  /** What it is about, line by line. */
  facts?: readonly Told[]
  effect: readonly string[]
  act: string
  /** An act that takes nothing away is not shown as one that does. */
  harmless?: boolean
  failed: string
  busy: boolean
  error: Error | null
  /** What else is chosen. */
  children?: ReactNode
  onAct: (reason: string) => void
  onClose: () => void
}

/** Shows the thing itself and what will happen to it, and lets it happen for a reason alone. */
export function ActDialog({ opened, title, facts = [], effect, busy, children, onAct, onClose, ...given }: Given) {
  return (
    <Dialog opened={opened} title={title} onClose={onClose} returnFocus={!busy}>
      <ReasonForm {...given} busy={busy} onSubmit={onAct} onClose={onClose}>
        {facts.length > 0 && (
          <dl className={css['thing']}>
            {facts.map((fact) => (
              <FactLines key={fact[0]} fact={fact} />
            ))}
          </dl>
        )}
        <Notice tone="drift">
          {effect.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </Notice>
        {children}
      </ReasonForm>
    </Dialog>
  )
}

const FactLines = ({ fact: [name, value, more] }: { fact: Told }) => (
  <>
    <dt>{name}</dt>
    <dd>
      <span className={css['name']}>{value}</span>
      {more !== undefined && (
        <>
          <br />
          {more}
        </>
      )}
    </dd>
  </>
)
