import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Key } from 'bridge/contract'
import { useEffect, useState } from 'react'
import { createKey, revokeKey, rotateKey } from '../../api/systems.ts'
import { useText } from '../../text/text.tsx'
import { ActDialog } from '../../ui/act-dialog.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { NewKeyDialog } from '../../ui/systems/new-key-dialog.tsx'
import { SecretDialog } from '../../ui/systems/secret-dialog.tsx'
import { startOf } from './search-words.ts'

/** What is known of keys is read anew; the secrets that come are kept in no cache. */
function useAfter() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['keys'] })
}
const useFacts = (key: Key | undefined) => {
  const { t, instant } = useText()
  if (key === undefined) return []
  return [
    [t('keys.column.key'), key.name],
    [t('keys.scopes'), key.scopes.join(', ')],
    [t('keys.column.use'), key.lastUsedAt === null ? t('keys.used.never') : instant(key.lastUsedAt)],
  ] as const
}

export function CreateKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const after = useAfter()
  const creating = useMutation({
    mutationFn: createKey,
    gcTime: 0,
    onSuccess: async ({ name }) => {
      onClose()
      say(t('keys.created', { name }))
      await after()
    },
  })
  const { reset, isError, data } = creating
  useEffect(() => {
    if (!opened && isError) reset()
  }, [opened, isError, reset])
  return (
    <>
      <NewKeyDialog
        opened={opened}
        busy={creating.isPending}
        error={creating.error}
        onSubmit={({ day, ...key }) => {
          const expiresAt = startOf(day, 1)
          creating.mutate({ ...key, ...(expiresAt === undefined ? {} : { expiresAt }) })
        }}
        onClose={onClose}
      />
      <SecretDialog secret={data?.key} title={t('keys.secret.title')} label={t('keys.secret')} onClose={reset} />
    </>
  )
}

interface Asked {
  /** Undefined: the dialog is closed. */
  asked: Key | undefined
  onClose: () => void
}
const GRACES = [
  { value: '24', words: 'keys.rotate.grace.day' },
  { value: '168', words: 'keys.rotate.grace.week' },
  { value: '0', words: 'keys.rotate.grace.none' },
] as const

export function RotateKey({ asked, onClose }: Asked) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const after = useAfter()
  const facts = useFacts(asked)
  const [grace, setGrace] = useState('24')
  const rotating = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => rotateKey(id, Number(grace), reason),
    gcTime: 0,
    onSuccess: async ({ name }) => {
      onClose()
      say(t('keys.rotated', { name }))
      await after()
    },
  })
  return (
    <>
      <ActDialog
        opened={asked !== undefined}
        title={t('keys.rotate.title')}
        facts={facts}
        effect={[t('keys.rotate.effect')]}
        act={t('keys.rotate.act')}
        harmless={grace !== '0'}
        failed={t('keys.rotate.failed')}
        busy={rotating.isPending}
        error={rotating.error}
        onAct={(reason) => asked !== undefined && rotating.mutate({ id: asked.id, reason })}
        onClose={onClose}
      >
        <NativeSelect
          size="md"
          label={t('keys.rotate.grace')}
          value={grace}
          onChange={(event) => setGrace(event.currentTarget.value)}
          data={GRACES.map(({ value, words }) => ({ value, label: t(words) }))}
        />
      </ActDialog>
      <SecretDialog secret={rotating.data?.key} title={t('keys.secret.title')} label={t('keys.secret')} onClose={rotating.reset} />
    </>
  )
}

export function RevokeKey({ asked, onClose }: Asked) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const after = useAfter()
  const facts = useFacts(asked)
  const revoking = useMutation({
    mutationFn: ({ key, reason }: { key: Key; reason: string }) => revokeKey(key.id, reason),
    onSuccess: async (_none, { key: { name } }) => {
      onClose()
      // The button that opened the dialog goes away with the key: the focus would be lost with it.
      document.getElementById('cles')?.focus()
      say(t('keys.revoked', { name }))
      await after()
    },
  })
  return (
    <ActDialog
      opened={asked !== undefined}
      title={t('keys.revoke.title')}
      facts={facts}
      effect={[t('keys.revoke.effect')]}
      act={t('keys.revoke.act')}
      failed={t('keys.revoke.failed')}
      busy={revoking.isPending}
      error={revoking.error}
      onAct={(reason) => asked !== undefined && revoking.mutate({ key: asked, reason })}
      onClose={() => {
        revoking.reset()
        onClose()
      }}
    />
  )
}
