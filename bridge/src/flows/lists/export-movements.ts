import type { Caller, Movement, MovementFilter } from '../../contract.ts'
import { readMovements } from '../read-movements.ts'
import type { Asked, World } from '../world.ts'
import { exported } from './export-list.ts'

const CHANGES = { added: 'ajout', changed: 'modification', ended: 'fin', cancelled: 'annulation' } as const
const STATES = {
  applied: 'appliqué',
  waiting: 'pas encore appliqué',
  planned: 'à venir',
  replaced: 'remplacé avant son début',
  nowhere: 'sans salon',
} as const

/** Names as in the list: for those who may read them where they are kept. */
export const exportMovements = (world: World, filter: Omit<MovementFilter, 'limit' | 'cursor'>, caller: Caller, asked: Asked) =>
  exported<Movement>(
    world,
    asked,
    'movements',
    { ...filter },
    {
      header: [
        'Numéro',
        'Demandé le',
        'Mouvement',
        'Professionnel (nom)',
        'Identifiant professionnel',
        'Cercle ou structure (nom)',
        'Identifiant cercle',
        'Identifiant structure',
        'Rôle',
        'Début',
        'Fin',
        'Rôle avant',
        'Début avant',
        'Fin avant',
        'Demandé par',
        'Source',
        'Remplace (nom)',
        'Motif',
        'Application',
        'Appliqué ou prévu le',
        'Cause de l’échec',
      ],
      row: ({
        id,
        at,
        change,
        personName,
        personId,
        place,
        circleId,
        structureId,
        before,
        after,
        by,
        source,
        replaces,
        reason,
        applied,
      }) => [
        id,
        at,
        CHANGES[change],
        personName,
        personId,
        place,
        circleId,
        structureId,
        after?.role,
        after?.start,
        after?.end,
        before?.role,
        before?.start,
        before?.end,
        by,
        source,
        replaces?.name,
        reason,
        STATES[applied.state],
        applied.at,
        applied.cause,
      ],
      page: (paged) => readMovements(world, { ...filter, ...paged }, caller),
    },
  )
