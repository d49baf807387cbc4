import { keptSession } from './kept-session.ts'
import { Refused, Unreachable } from './request.ts'

/** The bytes behind an address that needs the session, of the type that the homeserver gives them. Throws `Refused`, `Unreachable`. */
export async function fetchFile(address: string, signal: AbortSignal): Promise<Blob> {
  const session = keptSession()
  const headers = session === null ? {} : { authorization: `Bearer ${session.accessToken}` }
  let response: Response
  try {
    response = await fetch(address, { headers, signal, cache: 'no-store', credentials: 'same-origin' })
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new Unreachable('no answer', { cause })
  }
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => undefined))
  return response.blob()
}
