import { z } from 'zod'
import type { FileGuard } from '../../flows/guard-files.ts'
import { answerOf, askHomeserver, jsonOf } from './homeserver-stream.ts'
import type { Asking } from './own-answers.ts'
import { answerJson, refuse, refuseWith } from './homeserver-door.ts'
import { readText } from './read-json.ts'

const Picture = z.object({ avatar_url: z.string().max(1_000) })

/** A person shows a picture of themselves, or none any more: the one kind of file that everybody sees. */
export function profilePicture(homeserverUrl: string, guard: FileGuard) {
  return async ({ user, token, request, response }: Asking): Promise<void> => {
    const [path = ''] = (request.url ?? '').split('?')
    const [, owner = ''] = /\/profile\/([^/]+)\/avatar_url$/.exec(path) ?? []
    if (decodeURIComponent(owner) !== user) return refuseWith(response, 'PICTURE_NOT_YOURS')
    const askedAt = new Date()
    let address = ''
    if (request.method === 'PUT') {
      const parsed = Picture.safeParse(parsedJson(await readText(request)))
      if (!parsed.success) return refuse(response, 400, 'M_BAD_JSON', 'avatar_url doit être un texte.')
      address = parsed.data.avatar_url
    }
    const code = address === '' ? null : await guard.show(user, address)
    if (code !== null) return refuseWith(response, code)

    const asked = askHomeserver(homeserverUrl, path, {
      method: request.method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      timeout: 60_000,
    })
    asked.once('timeout', () => asked.destroy(new Error('the homeserver is silent')))
    asked.end(request.method === 'PUT' ? JSON.stringify({ avatar_url: address }) : '')
    const answer = await answerOf(asked)
    const body = await jsonOf(answer)
    if (answer.statusCode === 200) await guard.shown(user, askedAt)
    answerJson(response, body, answer.statusCode ?? 502)
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
