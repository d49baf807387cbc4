import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { pdfkitAddPlaceholder } from '@signpdf/placeholder-pdfkit'
import { P12Signer } from '@signpdf/signer-p12'
import { SignPdf } from '@signpdf/signpdf'
import type { ExportDocument } from '../../core/exports/document.ts'
import { pdfOf } from '../exports/draw-pdf.ts'

/** A key and its certificate as PKCS #12 (RFC 7292). */
export interface PdfKey {
  readonly p12: Buffer
  readonly password: string
}

/** Its types ask for a file that it does not look at. */
const NONE = Buffer.alloc(0)

/** The document as a PDF which carries its own signature (ISO 32000-1, 12.8; adbe.pkcs7.detached): a reader of PDF shows whether it was changed. */
export async function signedPdfOf(document: ExportDocument, { p12, password }: PdfKey, by: string): Promise<Buffer> {
  const placed = pdfOf(document, (pdf) =>
    pdfkitAddPlaceholder({ pdf, pdfBuffer: NONE, reason: document.title, contactInfo: '', name: by, location: '' }),
  )
  return new SignPdf().sign(await buffer(Readable.from(placed)), new P12Signer(p12, { passphrase: password }))
}
