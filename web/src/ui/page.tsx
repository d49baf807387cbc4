import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../text/text.tsx'
import css from './page.module.css'

let firstPage = true

/** The heading of a page takes the focus when one arrives from another page. */
export function useArrival() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // On the first page the browser's own start is right: the skip link must be the first stop.
    if (!firstPage) heading.current?.focus()
    firstPage = false
  }, [])
  return heading
}

/**
 * The frame of every page: title of the tab, one h1 that takes the focus when one arrives from another page, actions beside it.
 * `tab`: when the title names a patient, since tabs and histories are seen by others.
 */
export function Page(given: {
  title: string
  tab?: string
  lead?: ReactNode
  above?: ReactNode
  actions?: ReactNode
  children: ReactNode
  narrow?: boolean
  /** `reading`: no wider than a text is read or written well. */
  width?: 'reading'
}) {
  const { t } = useText()
  const heading = useArrival()
  return (
    <main id="content" tabIndex={-1} className={given.narrow ? css['narrow'] : css['page']} data-width={given.width}>
      <title>{`${given.tab ?? given.title} · ${t('product.name')}`}</title>
      {given.above}
      <div className={css['head']}>
        <div className={css['titles']}>
          <Title order={1} ref={heading} tabIndex={-1}>
            {given.title}
          </Title>
          {given.lead !== undefined && <div className={css['lead']}>{given.lead}</div>}
        </div>
        {given.actions}
      </div>
      {given.children}
    </main>
  )
}

/** A titled block of a page. `flush`: its content goes to the edges (tables, lists). `id`: the focus can be sent to it. */
export function Block(given: {
  id?: string
  title?: string
  lead?: ReactNode
  aside?: ReactNode
  children: ReactNode
  flush?: boolean
  busy?: boolean
}) {
  const heading = useId()
  return (
    <section
      id={given.id}
      tabIndex={given.id === undefined ? undefined : -1}
      className={css['block']}
      aria-busy={given.busy === true}
      aria-labelledby={given.title === undefined ? undefined : heading}
    >
      {given.title !== undefined && (
        <div className={css['blockHead']}>
          <div>
            <Title order={2} id={heading}>
              {given.title}
            </Title>
            {given.lead !== undefined && <p className={css['blockLead']}>{given.lead}</p>}
          </div>
          {given.aside}
        </div>
      )}
      <div className={given.flush ? css['flush'] : css['inside']}>{given.children}</div>
    </section>
  )
}
