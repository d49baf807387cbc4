import type { Cast } from './cast.ts'
import type { Installation } from './installation.ts'
import type { Sent } from './requests.ts'
import { type Heard, send } from './send.ts'

/** Leaving is open to everybody, and tells nothing; so is saying that one is there, which the module judges. */
const TELLS_NOTHING = /\/(leave|forget|join)(\/[^/?]*)?(\?|$)|\/join\/[^/?]+(\/[^/?]*)?(\?|$)/

/** What is wrong with an answer, in a sentence; null when nothing is. */
export async function judge(cast: Cast, sent: Sent, heard: Heard, { baseUrl, synapseUrl }: Installation): Promise<string | null> {
  if (heard.end === 'unreachable') return 'the gateway is gone'
  if (heard.end === 'silence' && !waitsForMore(sent)) return 'no answer'
  const mayKnow = cast.actors[sent.actor]?.kind === 'member' || speaksAsMember(cast, sent)
  if (heard.body.includes(cast.secret) && !mayKnow) return 'the secret was told'
  const good = heard.status >= 200 && heard.status < 300
  if (good && !mayKnow && sent.verb !== 'OPTIONS' && names(cast, sent.path) && !TELLS_NOTHING.test(sent.path) && !isPage(heard))
    return 'a room was answered about to somebody who is not in it'
  if (heard.status >= 500) {
    if (heard.status === 503 && isWaitForTakingOut(cast, sent, heard)) return null
    const direct = await send(synapseUrl, { ...sent, path: sent.path.trim() })
    return direct.status === heard.status || direct.status >= 500 ? null : `${heard.status}, and ${direct.status} of Synapse itself`
  }
  if (good && sent.verb === 'GET' && !waitsForMore(sent) && !isOddLine(sent) && sent.path.startsWith('/_matrix/client') && mayKnow) {
    const direct = await send(synapseUrl, sent)
    if (direct.status === heard.status || direct.status === 429) return null
    // Something may have changed between the two questions: then it has for the first one too.
    const again = await send(baseUrl, sent)
    return direct.status === again.status ? null : `${again.status}, and ${direct.status} of Synapse itself`
  }
  return null
}

/** Node passes over spaces at the end of an address, and asks for the clean one; Twisted refuses the line. The same is read, so the clean one is compared. */
const isOddLine = ({ path }: Sent) => /\s/.test(path)

/** Half a body, or an address that waits: the client has to speak or to wait. */
const waitsForMore = ({ headers, path }: Sent) =>
  headers.some(([name]) => name === 'content-length' || name === 'transfer-encoding' || name === 'expect') || /timeout=(?!0)/.test(path)

/** Somebody who shows a member's token is that member. */
const speaksAsMember = (cast: Cast, { headers, path, body }: Sent) => {
  const shown = [path, body, ...headers.map(([, value]) => value)]
  return [...cast.actors, cast.author].some(({ kind, token }) => kind === 'member' && shown.some((text) => text.includes(token)))
}

/** The journal or its events, however deeply encoded. */
function names(cast: Cast, path: string): boolean {
  let text = path
  for (let depth = 0; depth < 3; depth++) {
    if ([cast.journal, ...cast.events].some((id) => text.includes(id))) return true
    text = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
  return false
}
/** The pages answer to any address that is not the API's. */
const isPage = ({ headers }: Heard) => /content-type: text\/html/i.test(headers)

/** Those whom the homeserver still counts in wait for it to be done, and are told to try again. */
const isWaitForTakingOut = (cast: Cast, sent: Sent, { headers, body }: Heard) =>
  cast.actors.some(({ kind, token }) => kind === 'ended' && JSON.stringify(sent).includes(token)) &&
  /retry-after/i.test(headers) &&
  (body.includes('fermeture') || sent.verb === 'HEAD')
