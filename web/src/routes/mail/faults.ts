import type { Draft } from '../../api/mail-drafts.ts'
import { useText } from '../../text/text.tsx'
import type { Uploading } from '../../ui/journal/use-uploads.ts'

const TEXT_AT_MOST = 20_000
const FILES_AT_MOST = 20

/** What is wrong with a mail before anybody is asked, by field. `words`: those that stand in the field for the next recipient. */
export function useFaults(): (draft: Draft, words: string, uploads: readonly Uploading[]) => Record<string, string> {
  const { t } = useText()
  return ({ to, text, files }, words, uploads) => {
    const over = text.length - TEXT_AT_MOST
    const faults = {
      to: words !== '' ? t('compose.to.unpicked', { words }) : to.length === 0 ? t('compose.to.missing') : null,
      text: text.trim() === '' ? t('compose.text.missing') : over > 0 ? t('compose.text.long', { over }) : null,
      files: uploads.some(({ failure }) => failure !== null)
        ? t('compose.files.failed')
        : uploads.length > 0
          ? t('compose.files.running')
          : files.length > FILES_AT_MOST
            ? t('compose.files.many')
            : null,
    }
    return Object.fromEntries(Object.entries(faults).filter((entry): entry is [string, string] => entry[1] !== null))
  }
}
