import { z } from 'zod'
import { CircleId, PersonId } from '../core/ids.ts'
import { get, page, paging, post, remove } from './route.ts'
import { Instant, Reason, WELL_FORMED } from './words.ts'

export const EXPORT_FORMATS = ['html', 'pdf'] as const
export const ExportFormat = z.enum(EXPORT_FORMATS)
export type ExportFormat = z.infer<typeof ExportFormat>
export const ExportId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{24}$/)
  .meta({ description: 'identifier of an export' })
const Day = z.iso.date()

export const ExportBody = z
  .strictObject({
    key: z
      .string()
      .min(1)
      .max(100)
      .regex(WELL_FORMED)
      .meta({ description: 'chosen by the caller: the same key again makes nothing and gives the same export' }),
    circleId: CircleId.meta({ description: 'whose journal' }),
    reason: Reason.min(3).meta({ description: 'told to everybody who reads the journal, and written in the files' }),
    from: Day.optional().meta({ description: 'first day, in the time zone of the platform; absent: from the beginning' }),
    to: Day.optional().meta({ description: 'last day; absent: until now' }),
    language: z.enum(['fr', 'en']).default('fr').meta({ description: 'of the files' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'], params: { expected: 'days-in-order' } })
export type ExportBody = z.output<typeof ExportBody>

export const ExportState = z.enum(['waiting', 'running', 'ready', 'downloaded', 'expired', 'failed', 'cancelled'])
export const Export = z.strictObject({
  id: ExportId,
  circleId: CircleId,
  reason: z.string(),
  from: Day.nullable(),
  to: Day.nullable(),
  language: z.enum(['fr', 'en']),
  askedAt: Instant,
  state: ExportState.meta({ description: 'downloaded: each of its files was' }),
  progress: z
    .strictObject({ done: z.int().min(0), total: z.int().min(0) })
    .nullable()
    .meta({ description: 'while it is running: how much of the journal has been read' }),
  files: z
    .array(
      z.strictObject({
        format: ExportFormat,
        size: z.int().min(0),
        downloadedAt: Instant.nullable().meta({ description: 'null: it waits to be downloaded, as long as the state is ready' }),
      }),
    )
    .meta({ description: 'none before it is ready' }),
  until: Instant.nullable().meta({ description: 'until when its files can be downloaded; null before it is ready' }),
  failure: z.strictObject({ code: z.string(), fr: z.string(), en: z.string() }).nullable(),
})
export type Export = z.infer<typeof Export>

const person = z.strictObject({ id: PersonId })
const one = z.strictObject({ id: PersonId, export: ExportId })

// Of the person alone, by their own session: a system that acts for them would read the journal, which no system does.
export const EXPORT_ROUTES = {
  listExports: get('/people/:id/exports', 'any', 'Exports that a professional asked for, the newest first', {
    own: 'alone',
    params: person,
    query: z.strictObject({ cursor: paging.cursor, limit: paging.limit }),
    answer: page(Export),
  }),
  askExport: post('/people/:id/exports', 'any', 'Asks for a copy of a journal, as an HTML page and as a tagged PDF', {
    own: 'alone',
    params: person,
    body: ExportBody,
    answer: Export,
  }),
  getExport: get('/people/:id/exports/:export', 'any', 'How far an export is', { own: 'alone', params: one, answer: Export }),
  deleteExport: remove('/people/:id/exports/:export', 'any', 'Stops an export, or throws its files away', { own: 'alone', params: one }),
  getExportFile: get('/people/:id/exports/:export/file', 'any', 'Downloads a file of an export, once', {
    own: 'alone',
    params: one,
    query: z.strictObject({ format: ExportFormat }),
    file: ['text/html; charset=utf-8', 'application/pdf'],
    status: 200,
  }),
} as const
