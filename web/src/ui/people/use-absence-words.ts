import type { Absence } from 'bridge/contract'
import { useText } from '../../text/text.tsx'

/** From when to when somebody is away, and who is there instead. */
export function useAbsenceWords(): (absence: Absence) => string {
  const { t, instant } = useText()
  return ({ from, until, replacement }) => {
    const when = { from: instant(from), to: instant(until) }
    return replacement === null ? t('why.absence.is', when) : t('why.absence.replaced', { ...when, name: replacement.name })
  }
}
