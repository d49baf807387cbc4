import { type RawBuilder, sql } from 'kysely'

/** Of a table or view of periods, under the name that the statement gives it: those under way at an instant. */
export const underWay = (name: string, now: Date): RawBuilder<boolean> => {
  const of = sql.raw(name)
  return sql<boolean>`${of}.start_at <= ${now} and (${of}.end_at is null or ${of}.end_at > ${now})`
}
