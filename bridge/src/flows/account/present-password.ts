import { type Allowance, takeTry } from '../../db/access-links.ts'
import { digestOf } from '../../db/keys.ts'
import type { World } from '../world.ts'

/** Synapse counts wrong passwords where people sign in, and not where they confirm who they are (seen: 1.163.2). */
const TRIES: Allowance = { burst: 5, everySeconds: 60 }

/** Takes one try at the present password of an account; gives 0, or in how many seconds there is one again. */
export const tryPresentPassword = ({ db, now }: Pick<World, 'db' | 'now'>, user: string): Promise<number> =>
  db.transaction().execute((trx) => takeTry(trx, digestOf(`present-password:${user}`), TRIES, now()))
