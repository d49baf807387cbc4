import { Client } from 'pg'
import { inject } from 'vitest'
import { type Db, connect, migrate } from '../../src/db/connect.ts'
import { some } from './rooms.ts'

/** A database of the registry for one test alone, in the server that all of them share. */
export async function ownDatabase(): Promise<{ db: Db; end(): Promise<void> }> {
  const { databaseUrl } = inject('stack')
  const name = some('base').replaceAll('-', '_')
  const onServer = async (statement: string) => {
    const client = new Client(databaseUrl)
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await onServer(`create database ${name} template template0 encoding 'UTF8'`)
  const { db, pool } = connect(Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href, 3)
  await migrate(db, pool)
  return {
    db,
    async end() {
      await db.destroy()
      await onServer(`drop database ${name} with (force)`)
    },
  }
}
