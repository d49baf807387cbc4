import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Refused } from '../../api/request.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import link from '../link.module.css'
import { Notice } from '../notice.tsx'
import css from './retention.module.css'

/** The change of the brake that holds what was asked; undefined when it was refused otherwise. */
export function heldBy(error: unknown): string | undefined {
  const answer = error instanceof Refused ? error.answer : undefined
  return answer?.code === 'HELD_FOR_APPROVAL' ? /(\d+)$/.exec(answer.path ?? '')?.[1] : undefined
}

/** The same where the act was asked for alone. */
export function HeldNotice({ error }: { error: unknown }) {
  const { t } = useText()
  const { warn } = useAnnouncer()
  const title = t('retention.seal.failed')
  useEffect(() => warn(`${title}. ${t('retention.held.next')}`, { shown: false }), [title, t, warn])
  return (
    <Notice tone="drift" title={title}>
      <HeldNext error={error} />
    </Notice>
  )
}

/** What the brake holds is the closing alone: once it is approved, the seal is to be asked for again. */
export function HeldNext({ error }: { error: unknown }) {
  const { t } = useText()
  const id = heldBy(error)
  if (id === undefined) return null
  return (
    <p className={css['held']}>
      {t('retention.held.next')}{' '}
      <Link className={link['link']} to="/admin/freins/$id" params={{ id }}>
        {t('retention.held.open')}
      </Link>
    </p>
  )
}
