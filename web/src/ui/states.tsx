import { Skeleton, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../text/text.tsx'
import { NothingIcon } from './icons.tsx'
import css from './states.module.css'

/** The loading state: as many lines as will probably come, at their height, so that nothing jumps. */
export function Waiting({ lines = 6, height = 28 }: { lines?: number; height?: number }) {
  const { t } = useText()
  return (
    <div aria-busy="true" className={css['waiting']}>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} radius="sm" width={`${[100, 94, 98, 90][line % 4]}%`} aria-hidden />
      ))}
    </div>
  )
}

/** The empty state: why, and one action. */
export function Empty({ title, why, children }: { title: string; why: string; children?: ReactNode }) {
  return (
    <div className={css['empty']}>
      <NothingIcon size={36} stroke={1.4} aria-hidden className={css['emptyIcon']} />
      <p className={css['emptyTitle']}>{title}</p>
      <p className={css['emptyWhy']}>{why}</p>
      {children}
    </div>
  )
}
