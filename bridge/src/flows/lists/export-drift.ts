import type { Caller, Drift } from '../../contract.ts'
import { readDrift } from '../repair-drift.ts'
import type { Asked, World } from '../world.ts'
import { exported } from './export-list.ts'

const KINDS: Readonly<Record<Drift['kind'], string>> = {
  journal: 'journal',
  space: 'espace',
  liaison: 'cahier de liaison',
  'documents-space': 'documents',
  documents: 'classeur',
  'journals-space': 'journaux d’une personne',
  mail: 'courrier',
  notifications: 'notifications',
}

/** Names as in the list: for those who may read them where they are kept. */
export const exportDrift = (world: World, filter: { cause?: string | undefined }, caller: Caller, asked: Asked) =>
  exported<Drift>(
    world,
    asked,
    'drift',
    { ...filter },
    {
      header: [
        'Salon',
        'Nom',
        'Identifiant cercle',
        'Identifiant structure',
        'Identifiant du salon',
        'Depuis',
        'Échecs',
        'Prochain essai',
        'Cause',
      ],
      row: ({ kind, name, circleId, structureId, roomId, since, attempts, nextTry, cause }) => [
        KINDS[kind],
        name,
        circleId,
        structureId,
        roomId,
        since,
        attempts,
        nextTry,
        cause ?? 'en cours',
      ],
      page: (paged) => readDrift(world, { ...filter, ...paged }, caller),
    },
  )
