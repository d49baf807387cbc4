import { z } from 'zod'

/** Neither control characters nor half a character: PostgreSQL refuses them, and no name has them. */
export const WELL_FORMED = /^[^\p{Cc}\p{Cs}]*$/u
/** One line of text, trimmed. */
export const line = (max: number) => z.string().trim().min(1).max(max).regex(WELL_FORMED)
export const Password = z.string().min(12).max(128)
export const Instant = z.iso.datetime({ offset: true }).meta({ description: 'instant, ISO 8601 with an offset' })
export const Reason = z
  .string()
  .trim()
  .max(500)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u)
/** Of a `reasoned` route. */
export const ReasonOfAct = Reason.optional().meta({ description: 'recorded with the act; from the console it is needed' })
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
