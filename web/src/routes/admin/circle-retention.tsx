import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { RetentionGround, RetentionPreview } from 'bridge/contract'
import { useEffect } from 'react'
import { retentionPreviewQuery, sealJournal } from '../../api/retention.ts'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import link from '../../ui/link.module.css'
import { Notice } from '../../ui/notice.tsx'
import { Block } from '../../ui/page.tsx'
import { JournalFacts } from '../../ui/retention/journal-facts.tsx'
import { SealDialog } from '../../ui/retention/seal-dialog.tsx'
import css from '../../ui/retention/retention.module.css'

interface Given {
  circle: string
  /** The dialog is open. */
  opened: boolean
  onOpen: () => void
  onClose: () => void
}

/** How long a journal is kept, and what there is of it: from here it is sealed at the patient's request. */
export function CircleRetention({ circle, opened, onOpen, onClose }: Given) {
  const { t } = useText()
  const may = useMay()
  const { data: preview, error, refetch } = useQuery(retentionPreviewQuery(circle))
  const lead = useLead(preview)
  if (preview === undefined) return <AwaitedBlock lines={2} height={34} error={error} onRetry={() => void refetch()} />
  const due = isDue(preview)
  return (
    <Block
      title={t('retention.circle')}
      lead={lead}
      aside={
        may('*') &&
        preview.ready && (
          <Button variant="default" onClick={onOpen}>
            {t(due ? 'retention.circle.seal.due' : 'retention.circle.seal.request')}
          </Button>
        )
      }
    >
      {!preview.ready && may('*') && (
        <Notice tone="drift" title={t('retention.not-ready')}>
          <p>{t('retention.not-ready.why')}</p>
        </Notice>
      )}
      <JournalFacts preview={preview} />
      <Seal preview={preview} due={due} opened={opened && may('*') && preview.ready} onClose={onClose} />
    </Block>
  )
}

const isDue = ({ dueAt }: RetentionPreview): boolean => dueAt !== null && new Date(dueAt).getTime() <= Date.now()

function useLead(preview: RetentionPreview | undefined): string {
  const { t, day } = useText()
  if (preview === undefined) return ''
  const { closedAt } = preview.circle
  if (closedAt === null) return t('retention.circle.active')
  const closed = day(closedAt)
  if (preview.dueAt === null) return t('retention.circle.never', { closed })
  return t(isDue(preview) ? 'retention.circle.due' : 'retention.circle.later', { closed, due: day(preview.dueAt) })
}

function Seal({ preview, due, opened, onClose }: { preview: RetentionPreview; due: boolean; opened: boolean; onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { id, patient } = preview.circle
  const sealing = useMutation({
    mutationFn: (body: { ground: RetentionGround; reason: string }) => sealJournal(id, body),
    onSuccess: async (retention) => {
      queries.setQueryData(['retention', 'one', retention.id], retention)
      await navigate({ to: '/admin/conservation/$id', params: { id: retention.id } })
      say(t('retention.circle.sealed', { patient: patient.displayName }))
      await Promise.all(['circle', 'circles', 'retention', 'held'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
    onError: () => queries.invalidateQueries({ queryKey: ['retention', 'circle', id] }),
  })
  useEffect(() => sealing.reset(), [opened])
  return (
    <SealDialog
      preview={preview}
      opened={opened}
      due={due}
      busy={sealing.isPending}
      error={sealing.error}
      onSubmit={(ground, reason) => sealing.mutate({ ground, reason })}
      onClose={onClose}
    />
  )
}

/** Of a circle whose journal is sealed or purged: what that means, and where it is followed. */
export function SealedBanner({ circle, journal }: { circle: string; journal: 'sealed' | 'purged' }) {
  const { t } = useText()
  const { data: preview } = useQuery(retentionPreviewQuery(circle))
  const id = preview?.current?.id
  return (
    <Notice tone="drift" title={t(`retention.circle.is.${journal}`)}>
      <p className={css['any']}>
        {t(`retention.circle.is.${journal}.why`)}{' '}
        {id !== undefined && (
          <Link className={link['link']} to="/admin/conservation/$id" params={{ id }}>
            {t(journal === 'purged' ? 'retention.circle.proof' : 'retention.circle.follow')}
          </Link>
        )}
      </p>
    </Notice>
  )
}
