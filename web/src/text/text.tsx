import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { IntlProvider, useIntl } from 'react-intl'
import type { ConsoleTexts } from './console-texts.ts'
import type { Texts } from './texts.ts'

export type Language = 'fr' | 'en'
/** The words of both shells; each loads its own. */
export type TextKey = keyof Texts | keyof ConsoleTexts

/** French puts a no-break space before double punctuation; the sources keep plain spaces, which people can see and type. */
function typeset(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, noBreak(text)]))
}

function noBreak(text: string): string {
  return text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0')
}

const KEPT = 'language'
const Setting = createContext<{ language: Language; setLanguage: (language: Language) => void } | null>(null)

/** French unless the person chose otherwise, whatever the browser prefers: French is the language of the service. */
export function LanguageProvider({ texts, children }: { texts: Record<Language, Record<string, string>>; children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'fr'))
  // Before the first request of the page, which asks for answers in this language.
  document.documentElement.lang = language
  useEffect(() => localStorage.setItem(KEPT, language), [language])
  const setting = useMemo(() => ({ language, setLanguage }), [language])
  const messages = useMemo(() => (language === 'fr' ? typeset(texts.fr) : texts.en), [language, texts])
  return (
    <Setting value={setting}>
      <IntlProvider locale={language === 'fr' ? 'fr-FR' : 'en-GB'} defaultLocale="fr-FR" messages={messages}>
        {children}
      </IntlProvider>
    </Setting>
  )
}

export function useLanguage() {
  const setting = use(Setting)
  if (setting === null) throw new Error('useLanguage needs a LanguageProvider')
  return setting
}

/** The words of the current language, and instants as it writes them. */
export function useText() {
  const intl = useIntl()
  return useMemo(
    () => ({
      t: (id: TextKey, values?: Record<string, string | number>): string => intl.formatMessage({ id }, values),
      /** "14:32" today, "3 mars, 14:32" otherwise. */
      moment: (instant: string | Date): string => {
        const date = new Date(instant)
        const time = intl.formatTime(date)
        return date.toDateString() === new Date().toDateString()
          ? time
          : `${intl.formatDate(date, { day: 'numeric', month: 'short' })}, ${time}`
      },
      /** "3 mars 2026, 14:32". */
      instant: (instant: string): string => intl.formatDate(instant, { dateStyle: 'medium', timeStyle: 'short' }),
      /** "3 mars 2026". */
      day: (instant: string | Date): string => intl.formatDate(instant, { dateStyle: 'long' }),
      /** "lundi 3 mars 2026". */
      weekday: (instant: Date): string => intl.formatDate(instant, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
      /** "14:32". */
      time: (instant: Date): string => intl.formatTime(instant),
      number: (value: number): string => intl.formatNumber(value),
      /** What the bridge says in both languages. */
      words: (both: { fr: string; en: string }): string => (intl.locale.startsWith('fr') ? noBreak(both.fr) : both.en),
      list: (items: readonly string[]): string => intl.formatList(items, { type: 'conjunction' }),
    }),
    [intl],
  )
}
