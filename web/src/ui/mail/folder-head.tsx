import { Button, Switch, TextInput, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import { SearchIcon, WriteIcon } from '../icons.tsx'
import { useArrival } from '../page.tsx'
import { Badge } from '../shell/badge.tsx'
import tabs from '../tabs.module.css'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './mailbox.module.css'

interface Given {
  folder: 'received' | 'sent'
  /** A mail is open beside the list: the heading of the page is its subject. */
  beside: boolean
  unread: number
  words: string
  onWords: (words: string) => void
  unreadOnly: boolean
  onUnreadOnly: (only: boolean) => void
}

export function FolderHead({ folder, beside, unread, words, onWords, unreadOnly, onUnreadOnly }: Given) {
  const { t } = useText()
  const narrow = useIsNarrow()
  const title = t(`mail.${folder}`)
  return (
    <div className={css['head']}>
      <div className={css['titleLine']}>
        {beside ? (
          <Title order={2} className={css['title'] ?? ''}>
            {title}
          </Title>
        ) : (
          <PageTitle title={title} />
        )}
        <Button
          size="sm"
          className={css['new'] ?? ''}
          aria-label={t('mail.new')}
          leftSection={<WriteIcon size={18} aria-hidden />}
          renderRoot={(given) => <Link to="/courrier/nouveau" search={{}} {...given} />}
        >
          {t(narrow ? 'mail.new.short' : 'mail.new')}
        </Button>
      </div>
      <nav className={tabs['tabs']} aria-label={t('mail.folders')}>
        <Link
          to="/courrier/recus"
          search={{}}
          className={tabs['tab']}
          data-chosen={folder === 'received'}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t('mail.received.short')} <Badge count={unread} />
        </Link>
        <Link to="/courrier/envoyes" search={{}} className={tabs['tab']} data-chosen={folder === 'sent'}>
          {t('mail.sent.short')}
        </Link>
      </nav>
      <search>
        <TextInput
          type="search"
          size="sm"
          aria-label={t('mail.search')}
          placeholder={t('mail.search')}
          leftSection={<SearchIcon size={18} aria-hidden />}
          value={words}
          maxLength={100}
          onChange={(event) => onWords(event.currentTarget.value)}
        />
      </search>
      {folder === 'received' && (
        <Switch
          label={t('mail.unread-only')}
          checked={unreadOnly}
          onChange={(event) => onUnreadOnly(event.currentTarget.checked)}
          withThumbIndicator={false}
        />
      )}
    </div>
  )
}

function PageTitle({ title }: { title: string }) {
  const { t } = useText()
  const heading = useArrival()
  return (
    <>
      <title>{`${title} · ${t('product.name')}`}</title>
      <Title order={1} ref={heading} tabIndex={-1} className={css['title'] ?? ''}>
        {title}
      </Title>
    </>
  )
}
