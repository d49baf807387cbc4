import { Button } from '@mantine/core'
import type { Draft } from '../../api/mail-drafts.ts'
import { useText } from '../../text/text.tsx'
import { Dialog, DialogActions } from '../dialog.tsx'
import dialogCss from '../dialog.module.css'
import css from './compose.module.css'

/** Before what was written is thrown away, it is shown. */
export function DiscardDialog({ draft, onDiscard, onClose }: { draft: Draft; onDiscard: () => void; onClose: () => void }) {
  const { t, list } = useText()
  const { to, subject, text, files } = draft
  return (
    <Dialog opened title={t('compose.discard.title')} onClose={onClose}>
      <div className={css['discard']}>
        <dl className={dialogCss['thing']}>
          {to.length > 0 && (
            <>
              <dt>{t('compose.to')}</dt>
              <dd>{list(to.map(({ name }) => name))}</dd>
            </>
          )}
          <dt>{t('compose.subject')}</dt>
          <dd>{subject === '' ? t('mail.no-subject') : subject}</dd>
          {text !== '' && (
            <>
              <dt>{t('compose.text')}</dt>
              <dd className={css['discardText']}>{text}</dd>
            </>
          )}
          {files.length > 0 && (
            <>
              <dt>{t('mail.files', { count: files.length })}</dt>
              <dd>{list(files.map(({ name }) => name))}</dd>
            </>
          )}
        </dl>
        <p className={dialogCss['about']}>{t('compose.discard.why')}</p>
        <DialogActions>
          <Button variant="default" onClick={onClose}>
            {t('compose.discard.keep')}
          </Button>
          <Button color="red" onClick={onDiscard}>
            {t('compose.discard.act')}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
