import type { Caller, Retention, RetentionState } from '../../contract.ts'
import { readRetentions } from '../retention/read-retentions.ts'
import type { Asked, World } from '../world.ts'
import { exported } from './export-list.ts'

const GROUNDS = { 'closed-long-ago': 'cercle fermé depuis longtemps', 'patient-request': 'demande du patient' } as const
const STATES = {
  sealed: 'scellé',
  archived: 'archivé, à approuver',
  purging: 'purge en cours',
  purged: 'purgé',
  lifted: 'scellé levé',
} as const

/** The register of journals that went, or are about to. */
export const exportRetentions = (world: World, filter: { state?: RetentionState | undefined }, caller: Caller, asked: Asked) =>
  exported<Retention>(
    world,
    asked,
    'retentions',
    { ...filter },
    {
      header: [
        'Numéro',
        'Identifiant cercle',
        'Usager (nom)',
        'Structure (nom)',
        'Cercle fermé le',
        'Fondement',
        'Motif',
        'Demandé par',
        'Demandé le',
        'État',
        'Archive',
        'SHA-256',
        'Messages',
        'Fichiers',
        'Décidé par',
        'Décidé le',
        'Motif de la décision',
        'Purgé le',
      ],
      row: ({ id, circle, ground, reason, askedBy, askedAt, state, archive, decidedBy, decidedAt, decisionReason, purgedAt }) => [
        id,
        circle.id,
        circle.patient.displayName,
        circle.structure.name,
        circle.closedAt,
        GROUNDS[ground],
        reason,
        askedBy,
        askedAt,
        STATES[state],
        archive?.name,
        archive?.sha256,
        archive?.messages,
        archive?.files,
        decidedBy,
        decidedAt,
        decisionReason,
        purgedAt,
      ],
      page: (paged) => readRetentions(world, { ...filter, ...paged }, caller),
    },
  )
