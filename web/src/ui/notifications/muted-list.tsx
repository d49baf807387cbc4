import { Button } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import { BellIcon, MutedIcon } from '../icons.tsx'
import css from './wishes.module.css'

export interface MutedPlace {
  readonly kind: 'journals' | 'liaison'
  readonly id: string
  readonly name: string
}
interface Given {
  places: readonly MutedPlace[]
  /** Which of them is being heard again. */
  busy: string | null
  onHear: (place: MutedPlace) => void
}

export function MutedList({ places, busy, onHear }: Given) {
  const { t } = useText()
  if (places.length === 0) return <p className={css['none']}>{t('wishes.muted.none')}</p>
  return (
    <ul className={css['muted']}>
      {places.map((place) => (
        <li key={`${place.kind} ${place.id}`}>
          <MutedIcon size={20} aria-hidden />
          <div className={css['mutedName']}>
            <p className={css['what']}>{place.name}</p>
            <p className={css['fine']}>{t(`wishes.muted.${place.kind}`)}</p>
          </div>
          <Button
            variant="default"
            size="compact-md"
            loading={busy === place.id}
            aria-label={t('wishes.muted.hear.of', { name: place.name })}
            leftSection={<BellIcon size={16} aria-hidden />}
            onClick={() => onHear(place)}
          >
            {t('wishes.muted.hear')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
