import type { TextKey } from '../../text/text.tsx'

/** "1,2 Mo". */
export function fileSize(bytes: number | null, t: (key: TextKey, values?: Record<string, string | number>) => string): string {
  if (bytes === null) return ''
  const [value, unit] = bytes < 1_000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return t(`file.size.${unit as 'byte' | 'kilobyte' | 'megabyte'}`, { size: Math.round(value * 10) / 10 })
}
