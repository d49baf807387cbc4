import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'

/** Everything that processes wrote to a log below this directory of a stack, file by file. */
export function logsIn(dir: string): Map<string, string> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.log(\.\d+)?$/.test(name))
  return new Map(names.map((name) => [name, readFileSync(join(dir, name), 'latin1')]))
}

/** Every text of a database, column by column: whatever can hold words, of every table that is there, the queue's too. */
export async function textsIn(databaseUrl: string): Promise<Map<string, string>> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ schema: string; table: string; column: string }>(`
      select c.table_schema as schema, c.table_name as table, c.column_name as column
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
        and c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea', 'USER-DEFINED')`)
    const found = new Map<string, string>()
    for (const { schema, table, column } of rows) {
      const [from, what] = [`"${schema}"."${table}"`, `"${column}"`]
      const { rows: kept } = await client.query<{ text: string | null }>(
        `select string_agg(case when pg_typeof(${what}) = 'bytea'::regtype then encode(${what}::text::bytea, 'escape') else ${what}::text end, e'\\n') as text from ${from}`,
      )
      if (typeof kept[0]?.text === 'string') found.set(`${table}.${column}`, kept[0].text)
    }
    return found
  } finally {
    await client.end()
  }
}

/** In the bytes that Node writes and in those that JSON or a URL makes of them. */
const formsOf = (secret: string): string[] => [
  ...new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').slice(0, -4),
  ]),
]

/** Which of these words are in which of these places: "log/gateway.log: what it is". */
export const foundIn = (places: ReadonlyMap<string, string>, secrets: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(secrets).flatMap(([what, words]) =>
    [...places].flatMap(([place, text]) =>
      words.some((word) => formsOf(word).some((form) => text.includes(form))) ? [`${place}: ${what}`] : [],
    ),
  )
