import type { RetentionPreview } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import head from '../circle-head.module.css'
import { fileSize } from '../journal/file-size.ts'
import { usePeriod } from './use-period.ts'

/** What there is of a journal, in numbers alone. */
export function JournalFacts({ preview }: { preview: RetentionPreview }) {
  const { t, number } = useText()
  const { readers, messages, files, octets } = preview
  const period = usePeriod(preview)
  const facts: [string, string][] = [
    [t('retention.circle.members'), t('retention.circle.people', { count: readers })],
    [t('retention.circle.messages'), number(messages)],
    [t('retention.circle.files'), files === 0 ? number(0) : t('retention.circle.files.size', { count: files, size: fileSize(octets, t) })],
  ]
  if (period !== undefined) facts.push([t('retention.circle.period'), period])
  return (
    <dl className={head['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
