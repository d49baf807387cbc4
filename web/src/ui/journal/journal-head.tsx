import { ActionIcon, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OwnCircleDetail } from 'bridge/contract'
import { useEffect, useRef } from 'react'
import { useText } from '../../text/text.tsx'
import { DossierLead, DossierTabs } from '../dossiers/dossier-head.tsx'
import { BackIcon, DownloadIcon } from '../icons.tsx'
import { ConversationTools } from './conversation-tools.tsx'
import css from './journal.module.css'

interface Given {
  circle: OwnCircleDetail
  onMute: () => void
  onDate: (day: Date) => void
}

export function JournalHead({ circle, onMute, onDate }: Given) {
  const { t } = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className={css['head']}>
      <title>{`${t('dossier.journal')} · ${t('product.name')}`}</title>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('dossiers.title')}
        renderRoot={(given) => <Link to="/dossiers" {...given} />}
      >
        <BackIcon size={20} aria-hidden />
      </ActionIcon>
      <div className={css['title']}>
        <Title order={1} ref={heading} tabIndex={-1}>
          {circle.patient.displayName}
        </Title>
        <p>
          <DossierLead circle={circle} />
        </p>
      </div>
      <DossierTabs id={circle.id} />
      <div className={css['tools']}>
        <ConversationTools muted={circle.muted} onMute={onMute} onDate={onDate} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('export.title')}
          title={t('export.title')}
          renderRoot={(given) => <Link to="/dossiers/$id/export" params={{ id: circle.id }} {...given} />}
        >
          <DownloadIcon size={20} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  )
}
