import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Webhook } from 'bridge/contract'
import { deleteWebhook, pauseWebhook, replayWebhook, rotateWebhookSecret, testWebhook } from '../../api/systems.ts'
import type { WebhookSearch } from '../../platform-routes.tsx'
import { useText } from '../../text/text.tsx'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { useErrorWords } from '../../ui/failure.tsx'
import { SecretDialog } from '../../ui/systems/secret-dialog.tsx'
import css from '../../ui/systems/systems.module.css'

type Asked = WebhookSearch['acte']

/** What became of it is read anew at once. */
function useAfter() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['webhooks'] })
}

export function useReplay(id: string) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const after = useAfter()
  return useMutation({
    mutationFn: (what: { eventId: string } | { dead: true }) => replayWebhook(id, what),
    onSuccess: async (_none, what) => {
      say('eventId' in what ? t('deliveries.replayed', { id: what.eventId }) : t('deliveries.replayed.dead'))
      await after()
    },
    onError: (error) => warn(words(error).message),
  })
}

/** Pause, test, another secret, an end: all but the test show what they are about first, and are done for a reason. */
export function WebhookActs({ webhook, asked, onAsk }: { webhook: Webhook; asked: Asked; onAsk: (act: Asked) => void }) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const onError = (error: Error) => warn(words(error).message)
  const testing = useMutation({
    mutationFn: () => testWebhook(webhook.id),
    onSuccess: ({ delivered, status, cause }) =>
      delivered
        ? say(t('webhooks.tested', { status: status ?? '' }))
        : warn(t('webhooks.tested.failed', { cause: t(`cause.${cause ?? 'connection'}`) })),
    onError,
  })
  return (
    <div className={css['acts']}>
      <Button variant="default" onClick={() => onAsk('pause')}>
        {t(webhook.paused === null ? 'webhooks.pause' : 'webhooks.wake')}
      </Button>
      <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
        {t('webhooks.test')}
      </Button>
      <Button variant="default" onClick={() => onAsk('secret')}>
        {t('webhooks.rotate')}
      </Button>
      <Button variant="default" onClick={() => onAsk('supprimer')}>
        {t('webhooks.delete')}
      </Button>
      <Pause webhook={webhook} opened={asked === 'pause'} onClose={() => onAsk(undefined)} />
      <Rotate webhook={webhook} opened={asked === 'secret'} onClose={() => onAsk(undefined)} />
      <Delete webhook={webhook} opened={asked === 'supprimer'} onClose={() => onAsk(undefined)} />
    </div>
  )
}

interface Dialogue {
  webhook: Webhook
  opened: boolean
  onClose: () => void
}
const useFacts = ({ name, url }: Webhook) => {
  const { t } = useText()
  return [
    [t('webhooks.column.name'), name],
    [t('webhooks.column.url'), url],
  ] as const
}

function Pause({ webhook, opened, onClose }: Dialogue) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const after = useAfter()
  const facts = useFacts(webhook)
  const pausing = useMutation({
    mutationFn: ({ paused, reason }: { paused: boolean; reason: string }) => pauseWebhook(webhook, paused, reason),
    onSuccess: async (_webhook, { paused }) => {
      onClose()
      say(t(paused ? 'webhooks.paused' : 'webhooks.woken'))
      await after()
    },
  })
  const act = webhook.paused === null ? 'webhooks.pause' : 'webhooks.wake'
  return (
    <ActDialog
      opened={opened}
      title={t(`${act}.title`)}
      facts={facts}
      effect={[t(`${act}.effect`)]}
      act={t(act)}
      harmless
      failed={t('webhooks.pause.failed')}
      busy={pausing.isPending}
      error={pausing.error}
      onAct={(reason) => pausing.mutate({ paused: webhook.paused === null, reason })}
      onClose={() => {
        pausing.reset()
        onClose()
      }}
    />
  )
}

function Rotate({ webhook, opened, onClose }: Dialogue) {
  const { t } = useText()
  const after = useAfter()
  const facts = useFacts(webhook)
  const rotating = useMutation({
    mutationFn: (reason: string) => rotateWebhookSecret(webhook.id, reason),
    gcTime: 0,
    onSuccess: async () => {
      onClose()
      await after()
    },
  })
  return (
    <>
      <ActDialog
        opened={opened}
        title={t('webhooks.rotate.title')}
        facts={facts}
        effect={[t('webhooks.rotate.effect')]}
        act={t('webhooks.rotate.act')}
        harmless
        failed={t('webhooks.rotate.failed')}
        busy={rotating.isPending}
        error={rotating.error}
        onAct={rotating.mutate}
        onClose={onClose}
      />
      <SecretDialog
        secret={rotating.data?.secret}
        title={t('webhooks.secret.title')}
        label={t('webhooks.secret')}
        onClose={rotating.reset}
      />
    </>
  )
}

function Delete({ webhook, opened, onClose }: Dialogue) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const facts = useFacts(webhook)
  const deleting = useMutation({
    mutationFn: (reason: string) => deleteWebhook(webhook.id, reason),
    onSuccess: async () => {
      await navigate({ to: '/admin/avis/webhooks' })
      queries.removeQueries({ queryKey: ['webhooks', webhook.id] })
      say(t('webhooks.deleted', { name: webhook.name }))
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  return (
    <ActDialog
      opened={opened}
      title={t('webhooks.delete.title')}
      facts={facts}
      effect={[t('webhooks.delete.effect')]}
      act={t('webhooks.delete.act')}
      failed={t('webhooks.delete.failed')}
      busy={deleting.isPending}
      error={deleting.error}
      onAct={deleting.mutate}
      onClose={() => {
        deleting.reset()
        onClose()
      }}
    />
  )
}
