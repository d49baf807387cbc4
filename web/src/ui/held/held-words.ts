import type { HeldChange } from 'bridge/contract'
import { useText } from '../../text/text.tsx'

/** What a held change is, and how much it would end where, in a sentence each. */
export function useHeldWords() {
  const { t, list } = useText()
  return {
    what: ({ kind, subject: { person, patient, structure }, inputs }: HeldChange): string => {
      if (inputs > 1) return t('held.kind.series', { inputs })
      const place = patient === null ? structure : t('held.circle-of', { patient })
      switch (kind) {
        case 'members.replace':
          return place === null ? t('held.kind.gone') : t('held.kind.members.replace', { place })
        case 'circle.end':
          return place === null ? t('held.kind.gone') : t('held.kind.circle.end', { place })
        case 'period.end':
        case 'period.put':
          return person === null || place === null ? t('held.kind.gone') : t(`held.kind.${kind}`, { person, place })
        case 'structure.put':
          return structure === null ? t('held.kind.gone') : t('held.kind.structure.put', { structure })
        case 'person.put':
        case 'person.depart':
        case 'departure':
          return person === null ? t('held.kind.gone') : t(`held.kind.${kind}`, { person })
      }
    },
    /** Every kind of act that a series holds. */
    acts: ({ acts }: HeldChange): string => list(acts.map(({ kind, inputs: count }) => t(`held.act.${kind}`, { count }))),
    share: ({ endings, ofMemberships, level, about }: HeldChange): string => {
      const where =
        level === 'platform' ? t('held.where.platform') : about === null ? t('held.where.unknown') : t(`held.where.${level}`, { about })
      return `${t('held.share', { endings, of: ofMemberships })} · ${where}`
    },
  }
}

export const HELD_TONES = { waiting: 'drift', approved: 'ok', rejected: 'past' } as const
