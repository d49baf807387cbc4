import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Platform } from 'bridge/contract'
import { useEffect, useRef, useState } from 'react'
import { jobsQuery, platformQuery } from '../../api/platform.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { HealthList, HealthTag, usePartName } from '../../ui/health.tsx'
import { CopyIcon } from '../../ui/icons.tsx'
import { Block, Page } from '../../ui/page.tsx'
import css from '../../ui/platform/platform.module.css'
import { PlatformViews } from '../../ui/platform/platform-views.tsx'
import { useDiagnosis } from '../../ui/platform/use-diagnosis.ts'

/** Each part of the platform, what to do when it is not well, and all of it as a text for whoever helps. */
export function HealthPage() {
  const { t, time } = useText()
  const { data: platform, error, refetch } = useQuery(platformQuery)
  useTellChanges(platform)
  const unwell = platform?.parts.filter(({ status }) => status !== 'ok').length ?? 0
  return (
    <Page title={t('health.title')} lead={t('health.lead')}>
      <PlatformViews />
      {platform === undefined ? (
        <AwaitedBlock lines={10} height={44} error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <Block title={t('health.now')} aside={<HealthTag status={platform.status} />}>
            <div className={css['now']}>
              <p>{unwell === 0 ? t('health.none') : t('health.some', { count: unwell })}</p>
              <p className={css['fine']}>{t('health.read-at', { when: time(new Date(platform.at)) })}</p>
              <Diagnosis platform={platform} />
            </div>
          </Block>
          <Block title={t('health.parts')} flush>
            <HealthList parts={platform.parts} />
          </Block>
        </>
      )}
    </Page>
  )
}

function Diagnosis({ platform }: { platform: Platform }) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const { data: jobs } = useQuery(jobsQuery)
  const write = useDiagnosis()
  /** Shown only where it could not be copied. */
  const [shown, setShown] = useState<string>()
  const copy = async () => {
    const text = write(platform, jobs?.items ?? [])
    try {
      await navigator.clipboard.writeText(text)
      setShown(undefined)
      say(t('health.copied'))
    } catch {
      // No clipboard outside a secure context: plain http on another machine.
      setShown(text)
      warn(t('health.copy.failed'))
    }
  }
  return (
    <>
      <Button variant="default" mt="sm" leftSection={<CopyIcon size={18} aria-hidden />} onClick={() => void copy()}>
        {t('health.copy')}
      </Button>
      {shown !== undefined && (
        <pre className={css['diagnosis']} tabIndex={0} aria-label={t('health.diagnosis')}>
          {shown}
        </pre>
      )}
    </>
  )
}

/** Says which part has changed its state while the page was open. */
function useTellChanges(platform: Platform | undefined) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const nameOf = usePartName()
  const seen = useRef<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    if (platform === undefined) return
    const before = seen.current
    seen.current = new Map(platform.parts.map(({ part, status }) => [part, status]))
    const changed = platform.parts.filter(({ part, status }) => before.has(part) && before.get(part) !== status)
    const worse = changed.filter(({ status }) => status !== 'ok')
    const words = (parts: typeof changed) =>
      parts.map(({ part, status }) => t(`health.changed.${status}`, { part: nameOf(part) })).join(' ')
    if (worse.length > 0) warn(words(worse), { shown: false })
    else if (changed.length > 0) say(words(changed), { shown: false })
  }, [platform, say, warn, t, nameOf])
}
