import { z } from 'zod'

/** One line of text, trimmed. */
export const line = (max: number) => z.string().trim().min(1).max(max)
export const Instant = z.iso.datetime({ offset: true }).meta({ description: 'instant, ISO 8601 with an offset' })
export const Reason = z.string().trim().max(500)
