import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { absenceQuery, endAbsence, putAbsence } from '../../api/account.ts'
import { correspondentsQuery } from '../../api/own.ts'
import { useText } from '../../text/text.tsx'
import { AbsenceForm } from '../../ui/account/absence-form.tsx'
import { AbsenceNow } from '../../ui/account/absence-now.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { Failure, useErrorWords } from '../../ui/failure.tsx'
import { Block } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'

/** Whoever writes meanwhile is told at once, and by whom the professional is replaced. */
export function AbsenceBlock() {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const { data: absence, error, refetch } = useQuery(absenceQuery)
  const [editing, setEditing] = useState(false)
  const [search, setSearch] = useState('')
  const found = useQuery(correspondentsQuery(search.trim()))
  const saving = useMutation({
    mutationFn: putAbsence,
    onSuccess: (kept) => {
      queries.setQueryData(absenceQuery.queryKey, kept)
      setEditing(false)
      say(t('absence.saved'))
    },
  })
  const ending = useMutation({
    mutationFn: endAbsence,
    onSuccess: () => {
      queries.setQueryData(absenceQuery.queryKey, null)
      say(t('absence.ended'))
    },
    onError: (failed) => warn(`${t('absence.not-ended')} ${words(failed).message}`),
  })
  return (
    <Block title={t('absence.title')} lead={t('absence.lead')}>
      {absence === undefined ? (
        error === null ? (
          <Waiting lines={2} height={24} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : editing ? (
        <AbsenceForm
          absence={absence}
          search={search}
          onSearch={setSearch}
          found={found.data}
          searching={found.isFetching}
          searchError={found.error}
          busy={saving.isPending}
          failure={saving.error}
          onSave={saving.mutate}
          onCancel={() => {
            saving.reset()
            setEditing(false)
          }}
        />
      ) : absence === null ? (
        <Button variant="default" onClick={() => setEditing(true)}>
          {t('absence.set')}
        </Button>
      ) : (
        <AbsenceNow absence={absence} ending={ending.isPending} onChange={() => setEditing(true)} onEnd={() => ending.mutate()} />
      )}
    </Block>
  )
}
