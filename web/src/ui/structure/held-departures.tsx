import { Button, Stack } from '@mantine/core'
import type { HeldDeparture } from 'bridge/contract'
import { useEffect } from 'react'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import { Notice } from '../notice.tsx'
import { Tag } from '../tag.tsx'
import css from './substitutions.module.css'

/** What became of it: nothing is wrong, an administrator decides. `accesses`: null when they are not known, or it was decided meanwhile. */
export function HeldDepartureDialog({ name, accesses, onClose }: { name: string; accesses: number | null; onClose: () => void }) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const words = t('departure.held.waits')
  useEffect(() => say(words, { shown: false }), [say, words])
  return (
    <Dialog opened title={t('departure.held', { name })} onClose={onClose}>
      <Stack gap="lg">
        <Notice tone="drift" title={words}>
          {accesses !== null && <p>{t('departure.held.effect', { count: accesses, name })}</p>}
          <p>{t('departure.held.next')}</p>
        </Notice>
        <DialogActions>
          <Button onClick={onClose} data-autofocus>
            {t('close')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}

/** Each with how much it would end, who asked for it, and why. */
export function HeldDepartureList({ items }: { items: readonly HeldDeparture[] }) {
  const { t, day } = useText()
  return (
    <ul className={css['list']}>
      {items.map(({ id, person, accesses, requestedBy, at, reason }) => (
        <li key={`${id} ${person.id}`} className={css['line']}>
          <div className={css['words']}>
            <p className={css['who']}>{person.name}</p>
            <p className={css['facts']}>
              {[
                ...(accesses === null ? [] : [t('departure.held.accesses', { count: accesses })]),
                t('departure.held.by', { name: requestedBy, when: day(at) }),
                t('circle.page.reason', { reason }),
                t('departure.held.number', { id }),
              ].join(' · ')}
            </p>
          </div>
          <Tag tone="drift">{t('departure.held.state')}</Tag>
        </li>
      ))}
    </ul>
  )
}
