import { Button, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import css from '../dialog.module.css'
import { Failure } from '../failure.tsx'
import { Notice } from '../notice.tsx'

interface Given {
  opened: boolean
  title: string
  /** What it is about, line by line. */
  facts: readonly (readonly [string, string])[]
  effect: string
  act: string
  /** An act that takes nothing away is not shown as one that does. */
  harmless?: boolean
  failed: string
  busy: boolean
  error: Error | null
  children?: ReactNode
  onAct: () => void
  onClose: () => void
}

/** Shows the thing itself and what will happen to it, before it happens. */
export function ConfirmDialog(given: Given) {
  const { t } = useText()
  const { facts, effect, act, harmless = false, failed, busy, error, children, onAct, onClose } = given
  return (
    <Dialog opened={given.opened} title={given.title} onClose={onClose} returnFocus={!busy}>
      <Stack gap="lg">
        <dl className={css['thing']}>
          {facts.map(([name, value]) => (
            <FactLines key={name} name={name} value={value} />
          ))}
        </dl>
        <Notice tone="drift">
          <p>{effect}</p>
        </Notice>
        {children}
        {error !== null && <Failure error={error} title={failed} />}
        <DialogActions>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button {...(harmless ? {} : { color: 'red' })} loading={busy} onClick={onAct}>
            {act}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  )
}

const FactLines = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd className={css['name']}>{value}</dd>
  </>
)
