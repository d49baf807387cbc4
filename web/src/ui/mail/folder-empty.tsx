import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import { Empty } from '../states.tsx'

interface Given {
  folder: 'received' | 'sent'
  words: string
  unreadOnly: boolean
  onClear: () => void
  onAll: () => void
}

/** Why there is nothing, and one thing to do. */
export function FolderEmpty({ folder, words, unreadOnly, onClear, onAll }: Given) {
  const { t } = useText()
  if (words !== '')
    return (
      <Empty title={t('mail.nothing')} why={t('mail.nothing.why', { words })}>
        <Button variant="default" onClick={onClear}>
          {t('mail.nothing.clear')}
        </Button>
      </Empty>
    )
  if (unreadOnly)
    return (
      <Empty title={t('mail.all-read')} why={t('mail.all-read.why')}>
        <Button variant="default" onClick={onAll}>
          {t('mail.all-read.act')}
        </Button>
      </Empty>
    )
  return (
    <Empty title={t(`mail.${folder}.empty`)} why={t(`mail.${folder}.empty.why`)}>
      <Button variant="default" renderRoot={(given) => <Link to="/courrier/nouveau" search={{}} {...given} />}>
        {t('mail.new')}
      </Button>
    </Empty>
  )
}
