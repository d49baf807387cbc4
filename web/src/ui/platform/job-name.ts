import type { Job } from 'bridge/contract'
import { useText } from '../../text/text.tsx'

export function useJobName(): (job: Pick<Job, 'kind' | 'about' | 'count'>) => string {
  const { t } = useText()
  return ({ kind, about, count }) =>
    about !== null && isOfAJournal(kind) ? t(`jobs.kind.${kind}.of`, { about }) : t(`jobs.kind.${kind}`, { count })
}

const isOfAJournal = (kind: Job['kind']): kind is 'export' | 'archive' | 'purge' =>
  kind === 'export' || kind === 'archive' || kind === 'purge'
