import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import type { Correspondent } from 'bridge/contract'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Draft } from '../../api/mail-drafts.ts'
import { useText } from '../../text/text.tsx'
import { SendIcon } from '../icons.tsx'
import { useDrop } from '../journal/use-drop.ts'
import type { useUploadsTo } from '../journal/use-uploads.ts'
import { Notice } from '../notice.tsx'
import { Block } from '../page.tsx'
import { Absences } from './absences.tsx'
import { Attachments } from './attachments.tsx'
import css from './compose.module.css'
import { SUBJECT_AT_MOST } from './mail-words.ts'
import { Recipients } from './recipients.tsx'

interface Given {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  me: string | undefined
  /** Those among the recipients who can be written to; undefined while it is not known. */
  people: readonly Correspondent[] | undefined
  search: { words: string; onWords: (words: string) => void; found: readonly Correspondent[] | undefined; searching: boolean }
  uploads: ReturnType<typeof useUploadsTo>
  /** By field: `to`, `to[1]`, `subject`, `text`, `files`, `files[0]`. */
  errors: Readonly<Record<string, string>>
  /** Above the fields: what is wrong with none of them. */
  trouble: ReactNode
  kept: boolean
  sending: boolean
  onSend: () => void
  onDiscard: () => void
}

export function ComposeForm(given: Given) {
  const { draft, onChange, me, people, search, uploads, errors, trouble, kept, sending, onSend, onDiscard } = given
  const { t, list } = useText()
  const form = useRef<HTMLFormElement>(null)
  const { over, handlers } = useDrop(uploads.add)
  const { to, subject, text, important, notifyOnRead, files } = draft
  const unreachable = people === undefined ? [] : to.filter(({ id }) => !people.some((one) => one.id === id))
  const named = to.flatMap((one, index) => (errors[`to[${index}]`] === undefined ? [] : [{ ...one, words: errors[`to[${index}]`] }]))
  // The first field at fault, where the answer is to be mended.
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  return (
    <Block>
      <form
        ref={form}
        className={css['form']}
        noValidate
        aria-busy={sending}
        onSubmit={(event) => {
          event.preventDefault()
          onSend()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
          event.preventDefault()
          onSend()
        }}
        {...handlers}
      >
        {trouble}
        <Recipients
          picked={to}
          onPicked={(picked) => onChange({ to: picked })}
          {...search}
          error={errors['to'] ?? named.map((one) => `${one.name} : ${one.words}`)[0]}
          wrong={new Set([...unreachable, ...named].map(({ id }) => id))}
        />
        {unreachable.length > 0 && (
          <Notice tone="drift">{t('compose.to.unreachable', { names: list(unreachable.map(({ name }) => name)) })}</Notice>
        )}
        <Absences people={people ?? []} picked={to} me={me} onAdd={({ id, name }) => onChange({ to: [...to, { id, name }] })} />
        <TextInput
          label={t('compose.subject')}
          value={subject}
          maxLength={SUBJECT_AT_MOST}
          error={errors['subject']}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
        <Textarea
          label={t('compose.text')}
          autosize
          minRows={8}
          maxRows={24}
          value={text}
          error={errors['text']}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
          onPaste={(event) => {
            const pasted = [...event.clipboardData.files]
            if (pasted.length === 0) return
            event.preventDefault()
            uploads.add(pasted)
          }}
        />
        <Attachments
          files={files}
          uploads={uploads}
          onRemove={(file) => onChange({ files: files.filter((one) => one !== file) })}
          error={errors['files']}
          errorOf={(index) => errors[`files[${index}]`]}
        />
        <div className={css['wishes']}>
          <Checkbox
            size="md"
            label={t('compose.notify')}
            checked={notifyOnRead}
            onChange={(event) => onChange({ notifyOnRead: event.currentTarget.checked })}
          />
          <Checkbox
            size="md"
            label={t('compose.important')}
            description={t('compose.important.help')}
            checked={important}
            onChange={(event) => onChange({ important: event.currentTarget.checked })}
          />
        </div>
        <div className={css['acts']}>
          <Button type="submit" loading={sending} leftSection={<SendIcon size={18} aria-hidden />} title={t('compose.send.keys')}>
            {t('compose.send')}
          </Button>
          <Button variant="default" onClick={onDiscard} disabled={sending}>
            {t('compose.discard')}
          </Button>
          {kept && <span className={css['fine']}>{t('compose.kept')}</span>}
        </div>
        {over && <div className={css['drop']}>{t('compose.drop')}</div>}
      </form>
    </Block>
  )
}
