import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword, sessionsQuery } from '../../api/account.ts'
import { profileQuery } from '../../api/own.ts'
import { useText } from '../../text/text.tsx'
import { PasswordForm } from '../../ui/account/password-form.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Block } from '../../ui/page.tsx'

export function PasswordBlock() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const { data: profile } = useQuery(profileQuery)
  const [editing, setEditing] = useState(false)
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setEditing(false)
      say(t('password.changed'))
      void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  return (
    <Block title={t('password.title')} lead={t('password.lead')}>
      {editing ? (
        <PasswordForm
          user={profile?.userId ?? ''}
          withPresent
          act={t('password.act')}
          busy={changing.isPending}
          failure={changing.error}
          onSubmit={({ present, password }) => changing.mutate({ present, password })}
          onCancel={() => {
            changing.reset()
            setEditing(false)
          }}
        />
      ) : (
        <Button variant="default" onClick={() => setEditing(true)}>
          {t('password.set')}
        </Button>
      )}
    </Block>
  )
}
