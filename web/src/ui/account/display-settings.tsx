import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useLanguage, useText } from '../../text/text.tsx'
import { useSwitches } from '../preferences.tsx'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './account.module.css'

/** Of this device alone. */
export function DisplaySettings() {
  const { t } = useText()
  const { language } = useLanguage()
  const { language: toOther } = useSwitches()
  const narrow = useIsNarrow()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={css['display']}>
      <fieldset>
        <legend>{t('display.language')}</legend>
        <SegmentedControl
          size="md"
          color="petrol"
          value={language}
          onChange={(value) => value !== language && toOther.turn()}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </fieldset>
      <fieldset>
        <legend>{t('display.theme')}</legend>
        <SegmentedControl
          size="md"
          color="petrol"
          value={colorScheme}
          orientation={narrow ? 'vertical' : 'horizontal'}
          onChange={(value) => setColorScheme(value === 'dark' || value === 'light' ? value : 'auto')}
          data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`display.theme.${value}`) }))}
        />
      </fieldset>
    </div>
  )
}
