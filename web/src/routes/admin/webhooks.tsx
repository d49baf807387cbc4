import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMay } from '../../api/session.ts'
import { createWebhook, webhooksQuery } from '../../api/systems.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { NewWebhookDialog } from '../../ui/systems/new-webhook-dialog.tsx'
import { SecretDialog } from '../../ui/systems/secret-dialog.tsx'
import { SystemsViews } from '../../ui/systems/systems-views.tsx'
import { WebhookList } from '../../ui/systems/webhook-list.tsx'

const route = getRouteApi('/console/admin/avis/webhooks')

/** Which systems are told of what changes. */
export function Webhooks() {
  const { t } = useText()
  const may = useMay()
  const { creer } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(webhooksQuery)
  const create = may('webhooks:write') && (
    <Button onClick={() => void navigate({ search: { creer: 'oui' } })}>{t('webhooks.create')}</Button>
  )
  return (
    <Page title={t('webhooks.title')} lead={t('webhooks.lead')} actions={data?.items.length === 0 ? undefined : create}>
      <SystemsViews may={may} />
      {data === undefined ? (
        <AwaitedBlock lines={4} height={60} error={error} onRetry={() => void refetch()} />
      ) : (
        <Block title={t('webhooks.list')} flush>
          {data.items.length === 0 ? (
            <Empty title={t('webhooks.empty.title')} why={t('webhooks.empty.why')}>
              {create}
            </Empty>
          ) : (
            <WebhookList webhooks={data.items} />
          )}
        </Block>
      )}
      {may('webhooks:write') && <Create opened={creer === 'oui'} onClose={() => void navigate({ search: {}, replace: true })} />}
    </Page>
  )
}

function Create({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const creating = useMutation({
    mutationFn: createWebhook,
    // The secret is in no cache.
    gcTime: 0,
    onSuccess: async ({ name }) => {
      onClose()
      say(t('webhooks.created', { name }))
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  const { reset, isError } = creating
  useEffect(() => {
    if (!opened && isError) reset()
  }, [opened, isError, reset])
  return (
    <>
      <NewWebhookDialog opened={opened} busy={creating.isPending} error={creating.error} onSubmit={creating.mutate} onClose={onClose} />
      <SecretDialog secret={creating.data?.secret} title={t('webhooks.secret.title')} label={t('webhooks.secret')} onClose={reset} />
    </>
  )
}
