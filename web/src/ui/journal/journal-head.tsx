import { ActionIcon, Button, Popover, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OwnCircleDetail } from 'bridge/contract'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { DossierLead, DossierTabs } from '../dossiers/dossier-head.tsx'
import { BackIcon, BellIcon, DateIcon, DownloadIcon, MutedIcon } from '../icons.tsx'
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
  const mute = t(circle.muted ? 'journal.unmute' : 'journal.mute')
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
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={mute} title={mute} aria-pressed={circle.muted} onClick={onMute}>
          {circle.muted ? <MutedIcon size={20} aria-hidden /> : <BellIcon size={20} aria-hidden />}
        </ActionIcon>
        <GoToDate onDate={onDate} />
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

function GoToDate({ onDate }: { onDate: (day: Date) => void }) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  const [day, setDay] = useState('')
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-end" shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('journal.date')}
          title={t('journal.date')}
          onClick={() => setOpened((is) => !is)}
        >
          <DateIcon size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={css['dateForm']}
          onSubmit={(event) => {
            event.preventDefault()
            if (day === '') return
            setOpened(false)
            onDate(new Date(`${day}T00:00:00`))
          }}
        >
          <label>
            {t('journal.date')}
            <input type="date" required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
          </label>
          <Button type="submit" size="compact-md">
            {t('journal.date.act')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
