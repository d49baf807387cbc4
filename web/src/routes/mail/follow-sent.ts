import { useQueryClient } from '@tanstack/react-query'
import type { Mail } from 'bridge/contract'
import { forgetSent } from '../../api/mail-drafts.ts'
import { mailQuery } from '../../api/mails.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'

const EVERY = 1_500
const FOR_AT_MOST = 60_000

/** After a mail was asked for, wherever one is by then: a failure is told, and what was kept for it goes once it is there. */
export function useFollowSent(): (mail: Mail) => Promise<void> {
  const queries = useQueryClient()
  const { t, words, list } = useText()
  const { warn } = useAnnouncer()
  return async ({ id, to }) => {
    const until = Date.now() + FOR_AT_MOST
    try {
      while (Date.now() < until) {
        const { state, failure } = await queries.fetchQuery({ ...mailQuery(id), staleTime: 0 })
        if (state === 'waiting') {
          await new Promise((next) => setTimeout(next, EVERY))
          continue
        }
        if (state === 'sent') return forgetSent(id)
        const why = failure === null ? '' : words(failure)
        return warn(t('mail.failed.told', { names: list(to.map(({ name }) => name)), why }))
      }
    } catch {
      // Nobody answers, or the session ended: the list of what was sent says it later.
    }
  }
}
