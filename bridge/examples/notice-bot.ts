/**
 * A bot of another system: signs in with the account that the registry gave it (README, "Other systems"), posts one notice in a room where
 * it was put, and signs out. Run as
 *
 *   HOMESERVER=https://messagerie.example ACCOUNT=service_dispositif PASSWORD=… node notice-bot.ts '!room:example' 'Le capteur est à plat.'
 *
 * HOMESERVER is the public address. Without a room, it says in which rooms it may post.
 */
import { LogLevel, LogService, MatrixAuth, MatrixError } from 'matrix-bot-sdk'

// At its other levels the SDK logs whole requests, the token included.
LogService.setLevel(LogLevel.ERROR)
LogService.muteModule('MatrixHttpClient')

const { HOMESERVER, ACCOUNT, PASSWORD } = process.env
const [room, text] = process.argv.slice(2)
if (HOMESERVER === undefined || ACCOUNT === undefined || PASSWORD === undefined) {
  console.error('HOMESERVER, ACCOUNT and PASSWORD are needed.')
  process.exit(2)
}

const client = await new MatrixAuth(HOMESERVER).passwordLogin(ACCOUNT, PASSWORD, 'notice-bot')
try {
  if (room === undefined || text === undefined) {
    for (const joined of await client.getJoinedRooms()) console.log(joined)
  } else {
    // A notice and nothing else: texts, files and replies are refused to systems.
    console.log(await client.sendMessage(room, { msgtype: 'm.notice', body: text }))
  }
} catch (error) {
  // Refusals come with their words, and a code for programs ("fr.sphere.refusal").
  console.error(error instanceof MatrixError ? `${error.errcode}: ${error.error}` : String(error))
  process.exitCode = 1
} finally {
  await client.doRequest('POST', '/_matrix/client/v3/logout')
}
