import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../text/text.tsx'
import css from './dialog.module.css'
import { useIsNarrow } from './use-is-narrow.ts'

interface Given {
  opened: boolean
  title: string
  onClose: () => void
  /** False when what opened it will be gone. */
  returnFocus?: boolean
  /** It opens over another one. */
  over?: boolean
  children: ReactNode
}

/** A dialog that is the whole screen where the screen is small. */
export function Dialog({ opened, title, onClose, returnFocus = true, over = false, children }: Given) {
  const { t } = useText()
  const narrow = useIsNarrow()
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size="lg"
      radius={narrow ? 0 : 'lg'}
      fullScreen={narrow}
      centered={!narrow}
      returnFocus={returnFocus}
      zIndex={over ? 300 : 200}
      // Given to Modal.Content itself, the class would also land on the layer around it.
      classNames={{ content: css['content'] ?? '' }}
      transitionProps={{ transition: narrow ? 'slide-up' : 'fade', duration: 140 }}
    >
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content>
        {/* An HTML header outside every section would be a second banner of the page. */}
        <Modal.Header role="presentation" className={css['header'] ?? ''}>
          <Modal.Title className={css['title'] ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} size="lg" />
        </Modal.Header>
        <Modal.Body className={css['body'] ?? ''}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={css['actions']}>{children}</div>
}
