import { VisuallyHidden } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import css from './shell.module.css'

/** A number that is also said in words. */
export function Badge({ count }: { count: number }) {
  const { t } = useText()
  if (count === 0) return null
  return (
    <span className={css['badge']}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <VisuallyHidden>{t('shell.unread', { count })}</VisuallyHidden>
    </span>
  )
}
