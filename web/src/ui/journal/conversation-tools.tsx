import { ActionIcon, Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../text/text.tsx'
import { BellIcon, DateIcon, MutedIcon } from '../icons.tsx'
import css from './journal.module.css'

interface Given {
  muted: boolean
  onMute: () => void
  onDate: (day: Date) => void
}

/** What one does with a whole conversation. */
export function ConversationTools({ muted, onMute, onDate }: Given) {
  const { t } = useText()
  const mute = t(muted ? 'journal.unmute' : 'journal.mute')
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={mute} title={mute} aria-pressed={muted} onClick={onMute}>
        {muted ? <MutedIcon size={20} aria-hidden /> : <BellIcon size={20} aria-hidden />}
      </ActionIcon>
      <GoToDate onDate={onDate} />
    </>
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
