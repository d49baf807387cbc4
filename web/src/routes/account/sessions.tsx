import { Button, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from 'bridge/contract'
import { useState } from 'react'
import { endOtherSessions, endSession, sessionsQuery } from '../../api/account.ts'
import { endHere } from '../../matrix/client.ts'
import { useText } from '../../text/text.tsx'
import { SessionList } from '../../ui/account/session-list.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Failure, useErrorWords } from '../../ui/failure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'

type Ending = { kind: 'one'; session: Session } | { kind: 'others'; sessions: readonly Session[] }

/** Where the account is signed in: the pages, Element, the console. */
export function SessionsBlock() {
  const { t } = useText()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const [ending, setEnding] = useState<Ending | null>(null)
  const others = data?.filter(({ current }) => !current) ?? []
  return (
    <Block
      flush={data !== undefined}
      title={t('sessions.title')}
      lead={t('sessions.lead')}
      aside={
        others.length > 0 && (
          <Button variant="default" onClick={() => setEnding({ kind: 'others', sessions: others })}>
            {t('sessions.end.others')}
          </Button>
        )
      }
    >
      {data === undefined ? (
        error === null ? (
          <Waiting lines={3} height={36} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <SessionList
          sessions={data}
          onEnd={(session) => (session.current ? void endHere('signed-out') : setEnding({ kind: 'one', session }))}
        />
      )}
      {ending !== null && <EndDialog ending={ending} onClose={() => setEnding(null)} />}
    </Block>
  )
}

function EndDialog({ ending, onClose }: { ending: Ending; onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: () => (ending.kind === 'one' ? endSession(ending.session.id) : endOtherSessions()),
    onSuccess: () => {
      say(t(ending.kind === 'one' ? 'sessions.ended' : 'sessions.ended.others'))
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  return (
    <Dialog opened title={t(ending.kind === 'one' ? 'sessions.end.title' : 'sessions.end.others')} onClose={onClose} returnFocus={false}>
      <Stack gap="md">
        <SessionList sessions={ending.kind === 'one' ? [ending.session] : ending.sessions} />
        <p>{t('sessions.end.why')}</p>
        {act.error !== null && (
          <Notice tone="bad">
            <p>{words(act.error).message}</p>
          </Notice>
        )}
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button color="red" loading={act.isPending} onClick={() => act.mutate()}>
            {t('sessions.end.act')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}
