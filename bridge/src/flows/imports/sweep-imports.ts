import { recordEvents } from '../../db/events.ts'
import { eraseContent, listToErase, lockImport, queueForgottenImports } from '../../db/imports/imports.ts'
import { BY_THE_SERVICE, type World } from '../world.ts'

const AT_ONCE = 20

/**
 * What is under way and has no job is given one. Rows that were kept long enough go, with the file they were in; that they were stays in the
 * events. Safe to repeat.
 */
export async function sweepImports({ db, now }: Pick<World, 'db' | 'now'>, importDays: number): Promise<void> {
  await queueForgottenImports(db)
  const before = new Date(now().getTime() - importDays * 86_400_000)
  for (const id of await listToErase(db, before, AT_ONCE))
    await db.transaction().execute(async (trx) => {
      const given = await lockImport(trx, id)
      // What is under way is erased when it has come to its end.
      if (given === undefined || given.state === 'erased' || given.state === 'applying' || given.state === 'trying') return
      await eraseContent(trx, id)
      await recordEvents(trx, BY_THE_SERVICE, now(), [{ type: 'import.erased', after: { import: id, kind: given.kind } }])
    })
}
