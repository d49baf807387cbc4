import type { Job } from 'bridge/contract'
import { useText } from '../../text/text.tsx'

export function useJobName(): (job: Pick<Job, 'kind' | 'about' | 'count'>) => string {
  const { t } = useText()
  return ({ kind, about, count }) =>
    kind === 'export' && about !== null ? t('jobs.kind.export.of', { about }) : t(`jobs.kind.${kind}`, { count })
}
