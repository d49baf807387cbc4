import { readWebhookState } from '../../db/webhook-deliveries.ts'
import type { Found } from '../platform/found.ts'
import type { World } from '../world.ts'

export async function readWebhookHealth({ db, now }: World): Promise<Found> {
  const { waiting, dead, gone } = await readWebhookState(db, now())
  const detail = {
    fr: `${waiting} en attente, ${dead} abandonné(s), ${gone} adresse(s) disparue(s)`,
    en: `${waiting} waiting, ${dead} given up, ${gone} address(es) gone`,
  }
  return { status: dead + gone > 0 ? 'degraded' : 'ok', detail }
}
