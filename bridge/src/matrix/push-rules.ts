import type { UserId } from '../core/ids.ts'
import { type RuleAddress, readRules } from '../core/push-rules.ts'
import { MatrixFailure, type MatrixPort } from './port.ts'

type Json = Record<string, unknown>
type Call = (doing: string, as: UserId | null, method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object) => Promise<Json>

const CLIENT = '/_matrix/client/v3'
const pathOf = ({ template, id }: RuleAddress) => `${CLIENT}/pushrules/global/${template}/${encodeURIComponent(id)}`

/** What a person's clients count and ring for, and up to where they have read: set in their name. */
export const pushVerbs = (
  call: Call,
): Pick<MatrixPort, 'readPushRules' | 'setPushRule' | 'disablePushRule' | 'deletePushRule' | 'readUpTo'> => ({
  async readPushRules(user) {
    return readRules(await call('read the push rules', user, 'GET', `${CLIENT}/pushrules/`))
  },
  async setPushRule(user, { conditions, actions, ...where }) {
    const body = where.template === 'room' ? { actions } : { conditions, actions }
    await call('set a push rule', user, 'PUT', pathOf(where), body)
  },
  async disablePushRule(user, where) {
    await call('disable a push rule', user, 'PUT', `${pathOf(where)}/enabled`, { enabled: false })
  },
  async deletePushRule(user, where) {
    await call('delete a push rule', user, 'DELETE', pathOf(where)).catch((error: unknown) => {
      if (!(error instanceof MatrixFailure && error.errcode === 'M_NOT_FOUND')) throw error
    })
  },
  async readUpTo(user, room, event) {
    const path = `${CLIENT}/rooms/${encodeURIComponent(room)}/receipt/m.read/${encodeURIComponent(event)}`
    await call('send a receipt', user, 'POST', path, {})
  },
})
