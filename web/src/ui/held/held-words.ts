import type { HeldChange } from 'bridge/contract'
import { useText } from '../../text/text.tsx'

/** What a held change is, and how much it would end where, in a sentence each. */
export function useHeldWords() {
  const { t } = useText()
  return {
    what: ({ kind, about, inputs, level }: HeldChange): string => {
      if (inputs > 1) return t('held.kind.series', { inputs })
      if (kind === 'members.replace')
        return about === null || level !== 'circle' ? t('held.kind.members.replace.other') : t('held.kind.members.replace', { about })
      if (kind === 'structure.put') return about === null ? t('held.kind.structure.put.other') : t('held.kind.structure.put', { about })
      return t(`held.kind.${kind}`)
    },
    share: ({ endings, ofMemberships, level, about }: HeldChange): string => {
      const where =
        level === 'platform' ? t('held.where.platform') : about === null ? t('held.where.unknown') : t(`held.where.${level}`, { about })
      return `${t('held.share', { endings, of: ofMemberships })} ${where}`
    },
  }
}

export const HELD_TONES = { waiting: 'drift', approved: 'ok', rejected: 'past' } as const
