import type { DemoStructure } from './content.ts'

/** No FINESS number begins with 99: these have a right key and belong to nobody. */
export const STRUCTURES = [
  { id: 'demo-dac-haut-vallon', body: { name: 'DAC du Haut-Vallon', finess: '990000010', kind: 'DAC', dac: true } },
  {
    id: 'demo-msp-tilleuls',
    body: { name: 'Maison de santé des Tilleuls', finess: '990000028', kind: 'Maison de santé pluriprofessionnelle' },
  },
  { id: 'demo-ch-valclair', body: { name: 'Centre hospitalier de Valclair', finess: '990000036', kind: 'Centre hospitalier' } },
] as const satisfies readonly DemoStructure[]

export type StructureId = (typeof STRUCTURES)[number]['id']
export const DAC: StructureId = 'demo-dac-haut-vallon'

export const structureName = (id: StructureId): string => STRUCTURES.find((structure) => structure.id === id)?.body.name ?? ''
