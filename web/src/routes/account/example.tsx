import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { tellExample } from '../../api/notifications.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { useErrorWords } from '../../ui/failure.tsx'
import { BellIcon } from '../../ui/icons.tsx'
import link from '../../ui/link.module.css'
import { Notice } from '../../ui/notice.tsx'
import css from '../../ui/notifications/wishes.module.css'
import { Block } from '../../ui/page.tsx'

/** One example, by every channel that is on. */
export function Example() {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const telling = useMutation({ mutationFn: tellExample })
  const told = telling.data === undefined ? null : t(`wishes.example.email.${telling.data.email}`)
  const refused = telling.error === null ? null : words(telling.error).message
  useEffect(() => {
    if (told !== null) say(`${t('wishes.example.told')} ${told}`, { shown: false })
    if (refused !== null) warn(refused, { shown: false })
  }, [told, refused, telling.submittedAt, say, warn, t])
  return (
    <Block title={t('wishes.example')} lead={t('wishes.example.lead')}>
      <div className={css['example']}>
        <Button
          variant="default"
          loading={telling.isPending}
          onClick={() => telling.mutate()}
          leftSection={<BellIcon size={18} aria-hidden />}
        >
          {t('wishes.example.act')}
        </Button>
        {told !== null && (
          <Notice tone={telling.data?.email === 'sent' ? 'ok' : 'drift'}>
            <p>
              {t('wishes.example.told')} {told}
            </p>
            <Link to="/notifications" className={link['link']}>
              {t('wishes.example.see')}
            </Link>
          </Notice>
        )}
        {refused !== null && (
          <Notice tone="bad">
            <p>{refused}</p>
          </Notice>
        )}
      </div>
    </Block>
  )
}
