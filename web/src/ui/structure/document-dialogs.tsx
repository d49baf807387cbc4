import { UnstyledButton } from '@mantine/core'
import type { DocumentVersion, InternalDocument, RemovedVersion } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import dialog from '../dialog.module.css'
import { Dialog } from '../dialog.tsx'
import { CategoryIcon } from '../documents/category-icon.tsx'
import documents from '../documents/documents.module.css'
import { Failure } from '../failure.tsx'
import { RemovedFileIcon } from '../icons.tsx'
import { Notice } from '../notice.tsx'
import { Waiting } from '../states.tsx'
import { About } from './internal-list.tsx'
import { ReasonForm } from '../reason-form.tsx'

interface VersionsGiven {
  document: InternalDocument
  versions: readonly DocumentVersion[] | undefined
  error: Error | null
  onOpen: (version: InternalDocument) => void
  onRetry: () => void
  onClose: () => void
}

/** The versions of a document, the newest first; of one that was removed, that it was, and why. */
export function VersionsDialog({ document, versions, error, onOpen, onRetry, onClose }: VersionsGiven) {
  const { t } = useText()
  return (
    <Dialog opened title={t('internal.versions.title', { name: document.title })} onClose={onClose}>
      {error !== null ? (
        <Failure error={error} onRetry={onRetry} />
      ) : versions === undefined ? (
        <Waiting lines={3} height={36} />
      ) : (
        <ul className={`${documents['list']} ${documents['inDialog']}`}>
          {versions.map((one) =>
            'removed' in one ? (
              <Removed key={one.eventId} version={one} />
            ) : (
              <li key={one.eventId} className={documents['line']}>
                <CategoryIcon category={one.category} />
                <div className={documents['words']}>
                  <UnstyledButton className={documents['name'] ?? ''} onClick={() => onOpen(one)}>
                    {t('internal.version.of', { version: one.version, name: one.title })}
                  </UnstyledButton>
                  <About document={one} />
                </div>
              </li>
            ),
          )}
        </ul>
      )}
    </Dialog>
  )
}

function Removed({ version: { version, depositor, at, removed } }: { version: RemovedVersion }) {
  const { t, day } = useText()
  const when = day(removed.at)
  return (
    <li className={documents['line']}>
      <RemovedFileIcon size={28} stroke={1.5} aria-hidden className={documents['iconRemoved']} />
      <div className={documents['words']}>
        <p className={documents['removed']}>
          {removed.by === null
            ? t('internal.version.removed', { version, when })
            : t('internal.version.removed.by', { version, when, by: removed.by })}
        </p>
        {removed.reason !== null && <p className={documents['of']}>{t('internal.version.reason', { reason: removed.reason })}</p>}
        <p className={documents['about']}>{t('internal.version.deposited', { by: depositor.name, when: day(at) })}</p>
      </div>
    </li>
  )
}

interface WithdrawGiven {
  document: InternalDocument
  busy: boolean
  error: Error | null
  onWithdraw: (reason: string) => void
  onClose: () => void
}

/** Shows the document itself before it goes. */
export function WithdrawDialog({ document, onWithdraw, ...given }: WithdrawGiven) {
  const { t, instant } = useText()
  return (
    <Dialog opened title={t('internal.withdraw.title')} onClose={given.onClose} returnFocus={!given.busy}>
      <ReasonForm
        {...given}
        act={t('internal.withdraw.act')}
        failed={t('internal.withdraw.failed')}
        label={t('structure.reason')}
        help={t('internal.reason.help')}
        missing={t('structure.reason.missing')}
        onSubmit={onWithdraw}
      >
        <dl className={dialog['thing']}>
          <dt>{t('internal.document')}</dt>
          <dd>
            <span className={dialog['name']}>{document.title}</span>
            <br />
            {t('internal.version', { version: document.version })}
          </dd>
          <dt>{t('internal.folder')}</dt>
          <dd>{document.folder.name}</dd>
          <dt>{t('internal.deposited')}</dt>
          <dd>
            {document.depositor.name}, {instant(document.at)}
          </dd>
        </dl>
        <Notice tone="drift">
          <p>{t(document.remaining > 1 ? 'internal.withdraw.effect.version' : 'internal.withdraw.effect')}</p>
        </Notice>
      </ReasonForm>
    </Dialog>
  )
}
