import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core'
import type { ImportKind } from 'bridge/contract'
import { type SyntheticEvent, useState } from 'react'
import { useText } from '../../text/text.tsx'
import { Failure } from '../failure.tsx'
import css from './imports.module.css'

export const KINDS = ['people', 'employments', 'patients', 'circles', 'memberships'] as const satisfies readonly ImportKind[]
export interface ImportWish {
  kind: ImportKind
  source: string
  file: File
}
interface Given {
  busy: boolean
  error: Error | null
  onBringIn: (wish: ImportWish) => void
}
/** The bridge refuses more: a file that is too large does not travel for nothing. */
const BYTES_AT_MOST = 10 * 1024 * 1024

export function ImportForm({ busy, error, onBringIn }: Given) {
  const { t } = useText()
  const [kind, setKind] = useState<ImportKind>('people')
  const [source, setSource] = useState('CSV')
  const [file, setFile] = useState<File | null>(null)
  const [judged, setJudged] = useState(false)
  const tooLarge = (file?.size ?? 0) > BYTES_AT_MOST
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setJudged(true)
    if (file !== null && !tooLarge && source.trim() !== '') onBringIn({ kind, source: source.trim(), file })
  }
  return (
    <form onSubmit={submit} noValidate className={css['form']}>
      {error !== null && <Failure error={error} title={t('imports.refused')} />}
      <div className={css['fields']}>
        <NativeSelect
          size="md"
          label={t('imports.kind')}
          description={t('imports.kind.help')}
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'people')}
          data={KINDS.map((one) => ({ value: one, label: t(`imports.kind.${one}`) }))}
        />
        <FileInput
          size="md"
          label={t('imports.file')}
          description={t('imports.file.help')}
          placeholder={t('imports.file.choose')}
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          value={file}
          onChange={setFile}
          error={tooLarge ? t('imports.file.large') : judged && file === null ? t('imports.file.missing') : undefined}
        />
        <TextInput
          label={t('imports.source')}
          description={t('imports.source.help')}
          value={source}
          maxLength={30}
          onChange={(event) => setSource(event.currentTarget.value)}
          error={judged && source.trim() === '' ? t('imports.source.missing') : undefined}
        />
      </div>
      <div>
        <Button type="submit" loading={busy}>
          {t('imports.act.read')}
        </Button>
      </div>
    </form>
  )
}
