import { ActionIcon, FileButton, Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Entry } from '../../matrix/entries.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { AttachIcon, RecordIcon, RemoveIcon, SendIcon } from '../icons.tsx'
import { Notice } from '../notice.tsx'
import { useIsNarrow } from '../use-is-narrow.ts'
import { useAuthors } from './authors.ts'
import css from './journal.module.css'
import { type Mentionable, Mentions, mentionedIn, useMentions } from './mentions.tsx'
import { UploadList } from './upload-list.tsx'
import type { useUploads } from './use-uploads.ts'
import { useRecorder } from './use-recorder.ts'
import { VoiceRecorder } from './voice-recorder.tsx'

interface Given {
  closed: boolean
  /** What was being written here; kept by the page while it is open. */
  draft: string
  onDraft: (text: string) => void
  replyingTo: Entry | null
  onStopReplying: () => void
  people: readonly Mentionable[]
  uploads: ReturnType<typeof useUploads>
  typing: readonly string[]
  onTyping: (typing: boolean) => void
  onSay: (text: string, mentions: readonly string[]) => void
}
/** Characters: what Matrix lets through in one event leaves room for the rest (65,536 bytes). */
const AT_MOST = 16_000

export function Composer({ closed, draft, onDraft, replyingTo, onStopReplying, people, uploads, typing, onTyping, onSay }: Given) {
  const { t, list } = useText()
  const { warn } = useAnnouncer()
  const { of, book } = useAuthors()
  const narrow = useIsNarrow()
  const field = useRef<HTMLTextAreaElement>(null)
  const mentions = useMentions(people, draft, field, onDraft)
  const recorder = useRecorder(t('file.voice'))
  const [judged, setJudged] = useState(false)
  const over = draft.length - AT_MOST

  useEffect(() => {
    if (replyingTo !== null) field.current?.focus()
  }, [replyingTo])
  useEffect(() => {
    if (recorder.recording.state === 'refused') warn(t('journal.record.refused'))
  }, [recorder.recording.state, warn, t])

  const send = () => {
    const text = draft.trim()
    if (text === '') return field.current?.focus()
    setJudged(over > 0)
    if (over > 0) return
    onSay(text, mentionedIn(text, people))
    onDraft('')
    onTyping(false)
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (mentions.onKeyDown(event)) return
    if (event.key === 'Escape' && replyingTo !== null) return onStopReplying()
    // A phone's keyboard has no other way to a new line.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && (!narrow || event.ctrlKey)) {
      event.preventDefault()
      send()
    }
  }
  const { recording } = recorder
  if (closed)
    return (
      <div className={css['composer']}>
        <Notice tone="drift">{t('journal.closed')}</Notice>
      </div>
    )
  return (
    <div className={css['composer']}>
      <UploadList {...uploads} />
      {replyingTo !== null && (
        <div className={css['replying']}>
          <p>
            {t('journal.reply.to', { name: of(replyingTo.sender).name })} · {replyingTo.file?.name ?? replyingTo.body}
          </p>
          <ActionIcon variant="subtle" color="gray" onClick={onStopReplying} aria-label={t('journal.reply.cancel')}>
            <RemoveIcon size={18} aria-hidden />
          </ActionIcon>
        </div>
      )}
      <Mentions {...mentions} />
      <div className={css['field']}>
        {recording.state === 'running' || recording.state === 'done' ? (
          <VoiceRecorder
            recording={recording}
            onFinish={recorder.finish}
            onCancel={recorder.cancel}
            onSend={() => {
              if (recording.state === 'done') uploads.add([recording.file], recording.facts)
              recorder.cancel()
            }}
          />
        ) : (
          <>
            <Textarea
              ref={field}
              aria-label={t('journal.write')}
              placeholder={t(`${book}.write.placeholder`)}
              autosize
              minRows={1}
              maxRows={8}
              value={draft}
              onChange={(event) => {
                onDraft(event.currentTarget.value)
                onTyping(event.currentTarget.value !== '')
              }}
              onKeyDown={onKeyDown}
              onPaste={(event) => {
                const files = [...event.clipboardData.files]
                if (files.length === 0) return
                event.preventDefault()
                uploads.add(files)
              }}
              error={judged && over > 0 ? t('journal.draft.long', { over }) : undefined}
              {...mentions.field}
            />
            <FileButton multiple onChange={(files) => uploads.add(files)}>
              {(given) => (
                <ActionIcon {...given} variant="subtle" color="gray" size={42} aria-label={t('journal.attach')} title={t('journal.attach')}>
                  <AttachIcon size={22} aria-hidden />
                </ActionIcon>
              )}
            </FileButton>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={42}
              aria-label={t('journal.record')}
              title={t('journal.record')}
              onClick={() => void recorder.start()}
            >
              <RecordIcon size={22} aria-hidden />
            </ActionIcon>
            <ActionIcon size={42} aria-label={t('journal.send')} title={t('journal.send')} onClick={send}>
              <SendIcon size={22} aria-hidden />
            </ActionIcon>
          </>
        )}
      </div>
      <p className={css['typing']}>
        {typing.length > 0 && t('journal.typing', { count: typing.length, names: list(typing.map((one) => of(one).name)) })}
      </p>
    </div>
  )
}
