import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import type { Preferences, PreferencesBody } from 'bridge/contract'
import { useState } from 'react'
import { keptSession } from '../../api/kept-session.ts'
import { preferencesQuery, putPreferences } from '../../api/notifications.ts'
import { profileQuery } from '../../api/own.ts'
import { Refused } from '../../api/request.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Failure, useErrorWords } from '../../ui/failure.tsx'
import { EmailSettings } from '../../ui/notifications/email-settings.tsx'
import { LeaveDialog } from '../../ui/notifications/leave-dialog.tsx'
import { SaveBar } from '../../ui/notifications/save-bar.tsx'
import { WishTable } from '../../ui/notifications/wish-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'
import { Example } from './example.tsx'
import { Muted } from './muted.tsx'
import { PushSwitch } from '../../ui/account/push-switch.tsx'

/** How the professional wants to be told: what, where, how often. */
export function NotificationSettings() {
  const { t } = useText()
  const preferences = useQuery(preferencesQuery)
  const profile = useQuery(profileQuery)
  const error = preferences.error ?? profile.error
  return (
    <Page title={t('shell.account.notifications')} lead={t('wishes.lead')}>
      {preferences.data !== undefined && profile.data !== undefined ? (
        <Settings kept={preferences.data} email={profile.data.email} dac={profile.data.structures.some(({ dac }) => dac)} />
      ) : error === null ? (
        <Block flush>
          <Waiting lines={8} height={40} />
        </Block>
      ) : (
        <Failure error={error} onRetry={() => void Promise.all([preferences.refetch(), profile.refetch()])} />
      )}
    </Page>
  )
}

const bodyOf = ({ mutes: _mutes, version: _version, ...body }: Preferences): PreferencesBody => body
const same = (a: PreferencesBody, b: PreferencesBody): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
/** Whatever the order in which its fields were written. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([key, inner]) => [key, sorted(inner)])
    : value

function Settings({ kept, email, dac }: { kept: Preferences; email: string | null; dac: boolean }) {
  const { t } = useText()
  const [draft, setDraft] = useState<{ body: PreferencesBody; from: PreferencesBody } | null>(null)
  const saving = useSaving(() => setDraft(null))
  const now = bodyOf(kept)
  const body = draft?.body ?? now
  const dirty = draft !== null && !same(draft.body, now)
  // What the draft began from is not what is kept: somebody changed it elsewhere.
  const changedElsewhere = dirty && !same(draft.from, now)
  const change = (part: Partial<PreferencesBody>) => setDraft({ body: { ...body, ...part }, from: draft?.from ?? now })
  const save = () => saving.mutateAsync({ kept, body })
  const leaving = useBlocker({
    shouldBlockFn: () => dirty,
    // Whose session is over is not held back: nothing stays on the screen.
    enableBeforeUnload: () => dirty && keptSession() !== null,
    withResolver: true,
  })
  return (
    <>
      {changedElsewhere && (
        <Notice tone="drift" title={t('wishes.changed')}>
          <p>{t('wishes.changed.why')}</p>
          <Button variant="default" size="compact-md" mt={8} onClick={() => setDraft(null)}>
            {t('wishes.changed.theirs')}
          </Button>
        </Notice>
      )}
      <Block flush title={t('wishes.what')} lead={t('wishes.what.lead')}>
        <WishTable choices={body.choices} dac={dac} onChange={(choices) => change({ choices })} />
      </Block>
      <Block title={t('wishes.email')} lead={email === null ? undefined : t('wishes.email.to', { email })}>
        <EmailSettings body={body} hasAddress={email !== null} onChange={change} />
      </Block>
      <PushSwitch />
      <Muted mutes={kept.mutes} />
      <Example />
      {dirty && (
        <SaveBar
          busy={saving.isPending}
          label={t(changedElsewhere ? 'wishes.save.mine' : 'wishes.save')}
          onSave={() => void save().catch(() => undefined)}
          onUndo={() => setDraft(null)}
        />
      )}
      {leaving.status === 'blocked' && (
        <LeaveDialog
          busy={saving.isPending}
          onStay={leaving.reset}
          onLeave={leaving.proceed}
          onSave={() => void save().then(leaving.proceed, leaving.reset)}
        />
      )}
    </>
  )
}

function useSaving(onSaved: () => void) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ kept, body }: { kept: Preferences; body: PreferencesBody }) => {
      const save = (from: Preferences) =>
        putPreferences({ version: from.version, body }).catch(async (error: unknown) => {
          if (!isChangedElsewhere(error)) throw error
          // What is kept by now is read once, for the page too.
          return { refusal: error, now: await queries.fetchQuery({ ...preferencesQuery, staleTime: 0 }) }
        })
      const first = await save(kept)
      if (!('refusal' in first)) return first
      // A journal that is heard again moves the version too: what is chosen here is what it was.
      if (!same(bodyOf(first.now), bodyOf(kept))) throw first.refusal
      const second = await save(first.now)
      if ('refusal' in second) throw second.refusal
      return second
    },
    onSuccess: (kept) => {
      queries.setQueryData(preferencesQuery.queryKey, kept)
      onSaved()
      say(t('wishes.saved'))
    },
    onError: (error) => warn(isChangedElsewhere(error) ? t('wishes.changed') : `${t('wishes.not-saved')} ${words(error).message}`),
  })
}
const isChangedElsewhere = (error: unknown): error is Refused => error instanceof Refused && error.status === 412
