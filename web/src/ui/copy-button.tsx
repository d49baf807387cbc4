import { ActionIcon } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from './announcer.tsx'
import { CopiedIcon, CopyIcon } from './icons.tsx'

export function CopyButton({ value, label }: { value: string; label: string }) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
      say(t('copied'))
      setTimeout(() => setCopied(false), 2_000)
    } catch {
      // No clipboard outside a secure context: plain http on another machine.
      warn(t('copy.failed'))
    }
  }
  return (
    <ActionIcon variant="subtle" size="lg" aria-label={label} title={label} onClick={() => void copy()}>
      {copied ? <CopiedIcon size={18} aria-hidden /> : <CopyIcon size={18} aria-hidden />}
    </ActionIcon>
  )
}
