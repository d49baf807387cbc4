import { type ClientRequest, type IncomingMessage, type RequestOptions, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'

/** A request to the homeserver whose bodies, both ways, are streamed. */
export function askHomeserver(homeserverUrl: string, path: string, options: RequestOptions): ClientRequest {
  const ask = homeserverUrl.startsWith('https:') ? overHttps : overHttp
  // Whoever waits for the answer hears of a failure; a second one, after it, is nobody's.
  return ask(new URL(path, homeserverUrl), options).on('error', () => undefined)
}

/** Its answer; throws when it does not come. */
export function answerOf(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => asked.once('response', resolve).once('error', reject))
}

/** A short answer in JSON; throws when it is none. */
export async function jsonOf(answer: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const piece of answer as AsyncIterable<Buffer>) {
    text += piece.toString()
    if (text.length > LARGEST) throw new Error('answer too large')
  }
  return JSON.parse(text) as Record<string, unknown>
}
const LARGEST = 100_000
