/** A title and lines in Latin letters, on one page that any reader opens: what a file of the demonstration needs, and no more. */
export function onePagePdf(title: string, lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const said = (line: string) =>
    `(${line
      .replaceAll('’', "'")
      .replaceAll('–', '-')
      .replace(/[\\()]/g, (mark) => `\\${mark}`)})`
  const drawn = `BT /F2 16 Tf 56 770 Td ${said(title)} Tj /F1 11 Tf 20 TL 0 -14 Td ${lines.map((line) => `T* ${said(line)} Tj`).join(' ')} ET`
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return String(offset).padStart(10, '0')
  })
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${offset} 00000 n `)].join('\n')
  const end = `xref\n0 ${objects.length + 1}\n${table}\ntrailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  // One byte a letter, which is what the offsets count and what the encoding of the fonts says.
  return Uint8Array.from(Buffer.from(file + end, 'latin1'))
}
