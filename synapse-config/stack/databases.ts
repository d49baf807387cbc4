import { Client } from 'pg'
import { isCode, Problem } from './problem.ts'

/** Databases of one server, made and dropped by whoever may. */
export interface Databases {
  /** Of a database by name; the name is created when absent. Synapse needs C collation, so all have it. */
  createDatabase(name: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  urlOf(name: string): string
}

function whyNotReached(error: unknown, url: URL): unknown {
  const where = `${url.hostname}:${url.port || 5432}`
  if (isCode(error, 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN')) {
    return new Problem(`PostgreSQL est injoignable sur ${where} : vérifiez DATABASE_URL et que le serveur tourne.`, String(error))
  }
  if (isCode(error, '28P01', '28000'))
    return new Problem(`PostgreSQL (${where}) refuse ce compte ou ce mot de passe : vérifiez DATABASE_URL.`)
  if (isCode(error, '3D000')) return new Problem(`La base « ${url.pathname.slice(1)} » de DATABASE_URL n'existe pas sur ${where}.`)
  if (isCode(error, '42501')) {
    return new Problem(`Le compte « ${url.username} » de DATABASE_URL n'a pas le droit de créer des bases : donnez-lui CREATEDB.`)
  }
  if (isCode(error, '53100')) return new Problem('Le disque de PostgreSQL est plein : libérez de la place puis recommencez.')
  return error
}

/** `adminUrl` names a database one can connect to, as somebody who may create others. */
export function databasesOf(adminUrl: string): Databases {
  const url = new URL(adminUrl)

  async function ask(work: (client: Client) => Promise<void>): Promise<void> {
    const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
    // A connection that breaks between two queries must not end the process.
    client.on('error', () => {})
    try {
      await client.connect()
      await work(client)
    } catch (error) {
      throw whyNotReached(error, url)
    } finally {
      await client.end().catch(() => {})
    }
  }

  const urlOf = (name: string): string => {
    const of = new URL(url)
    of.pathname = `/${name}`
    return of.href
  }

  return {
    urlOf,
    async createDatabase(name) {
      await ask(async (client) => {
        const found = await client.query<{ fits: boolean }>(
          "SELECT datcollate = 'C' AND pg_encoding_to_char(encoding) = 'UTF8' AS fits FROM pg_database WHERE datname = $1",
          [name],
        )
        const [row] = found.rows
        if (row !== undefined && !row.fits) {
          throw new Problem(
            `La base « ${name} » existe mais sans la collation C ni l'UTF-8 que Synapse exige : renommez-la ou supprimez-la.`,
          )
        }
        if (row !== undefined) return
        await client.query(
          `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`,
        )
      })
      return urlOf(name)
    },
    dropDatabase: (name) =>
      ask(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`))),
  }
}
