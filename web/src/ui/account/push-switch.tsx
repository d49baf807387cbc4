import { Button, Switch } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { NoPushService, devicePushQuery, turnPushOff, turnPushOn } from '../../api/push.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { Failure, useErrorWords } from '../failure.tsx'
import { Notice } from '../notice.tsx'
import { Block } from '../page.tsx'
import { Waiting } from '../states.tsx'
import css from './push-switch.module.css'

/** Being told on this device of new messages. Off until somebody turns it on, and off again with the end of the session. */
export function PushSwitch() {
  const { t } = useText()
  const { data: state, error, refetch } = useQuery(devicePushQuery)
  return (
    <Block title={t('push.title')} lead={t('push.lead')}>
      {state === undefined ? (
        error === null ? (
          <Waiting lines={1} height={32} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : state === 'on' || state === 'off' ? (
        <Turning on={state === 'on'} onDone={refetch} />
      ) : state === 'refused' ? (
        <Why title={t('push.refused')} how={t('push.refused.how')}>
          <Button variant="default" onClick={() => void refetch()}>
            {t('push.refused.again')}
          </Button>
        </Why>
      ) : state === 'unsupported' ? (
        <Why title={t('push.unsupported')} how={t('push.unsupported.how')} />
      ) : (
        <p className={css['words']}>{t('push.not-offered')}</p>
      )}
    </Block>
  )
}

function Turning({ on, onDone }: { on: boolean; onDone: () => Promise<unknown> }) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const said = useId()
  const tell = (error: unknown) => (error instanceof NoPushService ? t('push.no-service') : words(error).message)
  const turning = useMutation({
    mutationFn: (to: boolean) => (to ? turnPushOn() : turnPushOff()),
    onSettled: () => onDone(),
    onSuccess: (_nothing, to) => {
      // Whoever did not give the permission is told by the state that follows.
      if (!to || Notification.permission === 'granted') say(t(to ? 'push.on' : 'push.off'), { shown: false })
    },
    onError: (error) => warn(`${t('push.failed')}. ${tell(error)}`, { shown: false }),
  })
  return (
    <div className={css['turning']}>
      <Switch
        size="md"
        label={t('push.title')}
        aria-describedby={said}
        checked={on}
        disabled={turning.isPending}
        onChange={({ currentTarget }) => turning.mutate(currentTarget.checked)}
      />
      <p id={said} className={css['words']}>
        {t(turning.isPending ? 'push.busy' : on ? 'push.on' : 'push.off')}
      </p>
      {turning.error !== null && (
        <Notice tone="bad" title={t('push.failed')}>
          <p>{tell(turning.error)}</p>
        </Notice>
      )}
    </div>
  )
}

function Why({ title, how, children }: { title: string; how: string; children?: ReactNode }) {
  return (
    <div className={css['turning']}>
      <Notice tone="drift" title={title}>
        <p>{how}</p>
      </Notice>
      {children !== undefined && <div>{children}</div>}
    </div>
  )
}
