import { Button } from '@mantine/core'
import { useText } from '../text/text.tsx'
import { BackIcon, ForwardIcon } from './icons.tsx'
import css from './pager.module.css'

interface Given {
  label: string
  /** Offered when the way back is not known: the address came from elsewhere. */
  onFirst: (() => void) | undefined
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
}

export function Pager({ label, onFirst, onPrevious, onNext }: Given) {
  const { t } = useText()
  if (onFirst === undefined && onPrevious === undefined && onNext === undefined) return null
  return (
    <nav className={css['pager']} aria-label={label}>
      {onFirst !== undefined ? (
        <Button variant="default" size="sm" onClick={onFirst} leftSection={<BackIcon size={18} aria-hidden />}>
          {t('circles.first')}
        </Button>
      ) : (
        <Button
          variant="default"
          size="sm"
          disabled={onPrevious === undefined}
          onClick={onPrevious}
          leftSection={<BackIcon size={18} aria-hidden />}
        >
          {t('circles.previous')}
        </Button>
      )}
      <Button
        variant="default"
        size="sm"
        disabled={onNext === undefined}
        onClick={onNext}
        rightSection={<ForwardIcon size={18} aria-hidden />}
      >
        {t('circles.next')}
      </Button>
    </nav>
  )
}
