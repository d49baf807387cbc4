import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useLanguage, useText } from '../text/text.tsx'
import { DarkIcon, LightIcon } from './icons.tsx'

/** Language and appearance; both are kept on this device. */
export function Preferences() {
  const { t } = useText()
  const { language, setLanguage } = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const queries = useQueryClient()
  const other = language === 'fr' ? 'en' : 'fr'
  const turn = t(scheme === 'dark' ? 'theme.to-light' : 'theme.to-dark')

  const switchLanguage = () => {
    document.documentElement.lang = other
    setLanguage(other)
    // The server's words come in the language of the request.
    void queries.invalidateQueries()
  }
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" lang={other} onClick={switchLanguage} c="inherit">
        {t('language.other')}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        c="inherit"
        aria-label={turn}
        title={turn}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
      >
        {scheme === 'dark' ? <LightIcon size={20} aria-hidden /> : <DarkIcon size={20} aria-hidden />}
      </ActionIcon>
    </>
  )
}
