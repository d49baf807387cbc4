import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { databaseNamedIn } from '../audit/database-named-in.ts'
import { readRoomGraph } from '../audit/read-room-graph.ts'
import { judgeRedactions } from '../audit/room-graph.ts'
import { localDir } from './paths.ts'

const USAGE = `npm run audit:room -- <salon> [--database postgresql://…]
  <salon>      identifiant Matrix du salon, par exemple '!abc:localhost' (entre apostrophes : ! est spécial pour le shell)
  --database   base de Synapse ; sans elle, celle de « npm start »`

function databaseOfStart(): string {
  const path = join(localDir, 'synapse', 'homeserver.yaml')
  if (!existsSync(path)) throw new Error(`Aucune installation dans ${localDir} : lancez « npm start », ou donnez --database.`)
  return databaseNamedIn(readFileSync(path, 'utf8'))
}

async function audit(room: string, database: string): Promise<number> {
  const { events, creator, ofDocuments } = await readRoomGraph(database, room)
  if (creator === undefined) throw new Error(`Le salon ${room} n’existe pas dans cette base.`)
  const proofs = judgeRedactions(events, creator, ofDocuments)
  for (const { redaction, target, newest, wrong } of proofs) {
    console.log(`${wrong === null ? '✓' : '✗'} ${redaction.id} de ${redaction.sender}, profondeur ${redaction.depth}`)
    console.log(`    vise ${target === undefined ? redaction.redacts : `${target.id} de ${target.sender}, profondeur ${target.depth}`}`)
    console.log(
      `    dernier message d’une personne dans son passé : ${newest === undefined ? 'aucun' : `${newest.id}, profondeur ${newest.depth}`}`,
    )
    if (ofDocuments && target !== undefined && target.sender !== redaction.sender)
      console.log('    par un autre que le déposant : un gestionnaire de la structure à ce moment, ce que le registre seul peut dire')
    if (wrong !== null) console.log(`    INTERDITE : ${WORDS[wrong]}`)
  }
  const wrong = proofs.filter((proof) => proof.wrong !== null).length
  console.log(`${events.size} événements, ${proofs.length} suppressions, ${wrong} interdites`)
  return wrong === 0 ? 0 : 1
}
const WORDS = {
  'its target is not in this room': 'sa cible n’est pas dans ce salon',
  'its target is not a message of a person': 'sa cible n’est pas le message d’une personne',
  'its author is another': 'elle vient d’un autre que l’auteur',
  'a message had followed': 'un autre message avait suivi',
  'it gives no reason': 'elle ne donne aucun motif',
} as const

try {
  const { values, positionals } = parseArgs({ options: { database: { type: 'string' } }, allowPositionals: true })
  const [room, ...more] = positionals
  if (room === undefined || more.length > 0) throw new Error(USAGE)
  process.exitCode = await audit(room, values.database ?? databaseOfStart())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
