import { deleteOldEndings } from '../../db/brake/recent-endings.ts'
import type { World } from '../world.ts'

/** Forgets what counts no longer. */
export const sweepEndings = ({ db, brake, now }: Pick<World, 'db' | 'brake' | 'now'>): Promise<void> =>
  deleteOldEndings(db, new Date(now().getTime() - (brake.windowMinutes + 5) * 60_000))
