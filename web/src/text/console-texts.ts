import { enAudit } from './en-audit.ts'
import { enCanary } from './en-canary.ts'
import { enCircle } from './en-circle.ts'
import { enDecisions } from './en-decisions.ts'
import { enDrift } from './en-drift.ts'
import { enEvents } from './en-events.ts'
import { enHeld } from './en-held.ts'
import { enImports } from './en-imports.ts'
import { enMovements } from './en-movements.ts'
import { enPeople } from './en-people.ts'
import { enPlaces } from './en-places.ts'
import { enRetention } from './en-retention.ts'
import { enSafety } from './en-safety.ts'
import { enWhy } from './en-why.ts'
import { enPlatform } from './en-platform.ts'
import { enSystems } from './en-systems.ts'
import { en } from './en.ts'
import { frAudit } from './fr-audit.ts'
import { frCanary } from './fr-canary.ts'
import { frCircle } from './fr-circle.ts'
import { frDecisions } from './fr-decisions.ts'
import { frDrift } from './fr-drift.ts'
import { frEvents } from './fr-events.ts'
import { frHeld } from './fr-held.ts'
import { frImports } from './fr-imports.ts'
import { frMovements } from './fr-movements.ts'
import { frPeople } from './fr-people.ts'
import { frPlaces } from './fr-places.ts'
import { frRetention } from './fr-retention.ts'
import { frSafety } from './fr-safety.ts'
import { frWhy } from './fr-why.ts'
import { frPlatform } from './fr-platform.ts'
import { frSystems } from './fr-systems.ts'
import { fr } from './fr.ts'

const french = {
  ...fr,
  ...frCircle,
  ...frDecisions,
  ...frCanary,
  ...frHeld,
  ...frAudit,
  ...frDrift,
  ...frPeople,
  ...frRetention,
  ...frSafety,
  ...frEvents,
  ...frMovements,
  ...frPlaces,
  ...frWhy,
  ...frPlatform,
  ...frSystems,
  ...frImports,
}
export type ConsoleTexts = Record<keyof typeof french, string>
const english: ConsoleTexts = {
  ...en,
  ...enCircle,
  ...enDecisions,
  ...enCanary,
  ...enHeld,
  ...enAudit,
  ...enDrift,
  ...enPeople,
  ...enRetention,
  ...enSafety,
  ...enEvents,
  ...enMovements,
  ...enPlaces,
  ...enWhy,
  ...enPlatform,
  ...enSystems,
  ...enImports,
}
/** The words of the administrators' console. */
export const CONSOLE_TEXTS: { fr: ConsoleTexts; en: ConsoleTexts } = { fr: french, en: english }
