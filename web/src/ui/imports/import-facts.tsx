import type { ImportDetail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ImportTag } from './import-list.tsx'
import css from './imports.module.css'

/** Whose file, from where, and until when its rows are kept. */
export function ImportFacts({ given }: { given: ImportDetail }) {
  const { t, instant } = useText()
  const { state, fileName, askedBy, askedAt, source, erasedAt } = given
  return (
    <div className={css['facts']}>
      <ImportTag state={state} />
      {fileName !== null && <span>{fileName}</span>}
      <span>{t('imports.asked', { who: askedBy, when: instant(askedAt) })}</span>
      <span>{t('imports.from', { source })}</span>
      {state !== 'erased' && <span>{t('imports.kept', { when: instant(erasedAt) })}</span>}
    </div>
  )
}
