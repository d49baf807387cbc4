import { useMutation, useQuery } from '@tanstack/react-query'
import type { InternalDocument } from 'bridge/contract'
import { useRef } from 'react'
import { versionsQuery, withdraw } from '../../api/folders.ts'
import { newKey } from '../../api/new-key.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { previewOf } from '../../ui/documents/preview-of.ts'
import { FilePreview } from '../../ui/journal/file-preview.tsx'
import { VersionsDialog, WithdrawDialog } from '../../ui/structure/document-dialogs.tsx'
import { useLookAgain } from './use-deposit.ts'

export interface DocumentAct {
  act: 'open' | 'versions' | 'withdraw'
  document: InternalDocument
}
interface Given {
  structure: string
  act: DocumentAct
  onAct: (act: DocumentAct | null) => void
}

/** Looks at a document, at its versions, or takes it away. */
export function DocumentActs({ structure, act: { act, document }, onAct }: Given) {
  const onClose = () => onAct(null)
  if (act === 'open') return <FilePreview {...previewOf(document)} onClose={onClose} />
  if (act === 'versions')
    return (
      <Versions
        structure={structure}
        document={document}
        onOpen={(version) => onAct({ act: 'open', document: version })}
        onClose={onClose}
      />
    )
  return <Withdraw structure={structure} document={document} onClose={onClose} />
}

interface OneGiven {
  structure: string
  document: InternalDocument
  onClose: () => void
}
function Versions({ structure, document, ...given }: OneGiven & { onOpen: (version: InternalDocument) => void }) {
  const { data, error, refetch } = useQuery(versionsQuery(structure, document.series))
  return <VersionsDialog {...given} document={document} versions={data} error={error} onRetry={() => void refetch()} />
}

function Withdraw({ structure, document, onClose }: OneGiven) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const look = useLookAgain(structure)
  const key = useRef(newKey())
  const going = useMutation({
    mutationFn: (reason: string) => withdraw(document, reason, key.current),
    onSuccess: () => {
      say(t('internal.withdrawn', { name: document.title }))
      look()
      onClose()
    },
  })
  return <WithdrawDialog document={document} busy={going.isPending} error={going.error} onWithdraw={going.mutate} onClose={onClose} />
}
