import { Button } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import css from './wishes.module.css'

interface Given {
  busy: boolean
  label: string
  onSave: () => void
  onUndo: () => void
}

/** In sight as long as something is not saved. */
export function SaveBar({ busy, label, onSave, onUndo }: Given) {
  const { t } = useText()
  return (
    <section className={css['bar']} aria-label={t('wishes.unsaved')}>
      <p>{t('wishes.unsaved')}</p>
      <div className={css['barActs']}>
        <Button variant="default" onClick={onUndo} disabled={busy}>
          {t('wishes.undo')}
        </Button>
        <Button onClick={onSave} loading={busy}>
          {label}
        </Button>
      </div>
    </section>
  )
}
