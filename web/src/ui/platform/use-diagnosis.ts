import type { Job, Platform } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { usePartName } from '../health.tsx'
import { useJobName } from './job-name.ts'

/** What is shown, as plain text for whoever helps: of the work that lasts no name, not even to those who may read it. */
export function useDiagnosis(): (platform: Platform, jobs: readonly Job[]) => string {
  const { t, instant } = useText()
  const nameOf = usePartName()
  const jobName = useJobName()
  return ({ status, at, version, parts }, jobs) =>
    [
      t('diagnosis.title', { when: instant(at) }),
      t('diagnosis.whole', { status: t(`health.${status}`), version }),
      '',
      ...parts.flatMap((part) => [
        t('diagnosis.part', { part: nameOf(part.part), status: t(`part.${part.status}`), detail: part.detail }),
        ...(part.version === null ? [] : [`  ${t('part.version', { version: part.version })}`]),
        ...(part.lastSuccess === null ? [] : [`  ${t('part.last-success', { when: instant(part.lastSuccess) })}`]),
        ...(part.advice === null ? [] : [`  ${t('part.advice')} ${part.advice}`]),
        ...part.processes.map(
          (one) =>
            `  ${t(one.status === 'ok' ? 'part.process' : 'part.process.down', { name: one.name, version: one.version ?? '?', when: instant(one.lastSeen) })}`,
        ),
      ]),
      ...(jobs.length === 0 ? [] : ['', t('diagnosis.jobs')]),
      ...jobs.map((job) =>
        t('diagnosis.job', { kind: jobName({ ...job, about: null }), state: t(`jobs.state.${job.state}`), when: instant(job.since) }),
      ),
    ].join('\n')
}
