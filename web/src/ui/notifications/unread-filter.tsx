import { SegmentedControl } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import css from './notifications.module.css'

export function UnreadFilter({ only, onOnly }: { only: boolean; onOnly: (only: boolean) => void }) {
  const { t } = useText()
  return (
    <fieldset className={css['filter']}>
      <legend>{t('bell.show')}</legend>
      <SegmentedControl
        size="md"
        color="petrol"
        value={only ? 'unread' : 'all'}
        onChange={(value) => onOnly(value === 'unread')}
        data={(['all', 'unread'] as const).map((value) => ({ value, label: t(`bell.show.${value}`) }))}
      />
    </fieldset>
  )
}
