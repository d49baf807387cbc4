import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useLanguage, useText } from '../text/text.tsx'
import { DarkIcon, LightIcon } from './icons.tsx'

/** Language and appearance: what each is turned to next, and turning it. Both are kept on this device. */
export function useSwitches() {
  const { t } = useText()
  const { language, setLanguage } = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const queries = useQueryClient()
  const other = language === 'fr' ? 'en' : 'fr'
  const next = scheme === 'dark' ? 'light' : 'dark'
  return {
    language: {
      lang: other,
      words: t('language.other'),
      turn: () => {
        document.documentElement.lang = other
        setLanguage(other)
        // The server's words come in the language of the request.
        void queries.invalidateQueries()
      },
    },
    scheme: { next, words: t(`theme.to-${next}`), turn: () => setColorScheme(next) },
  } as const
}

export function Preferences() {
  const { language, scheme } = useSwitches()
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" lang={language.lang} onClick={language.turn} c="inherit">
        {language.words}
      </Button>
      <ActionIcon variant="subtle" color="gray" size="lg" c="inherit" aria-label={scheme.words} title={scheme.words} onClick={scheme.turn}>
        {scheme.next === 'light' ? <LightIcon size={20} aria-hidden /> : <DarkIcon size={20} aria-hidden />}
      </ActionIcon>
    </>
  )
}
