import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Mail } from 'bridge/contract'
import type { ComponentType } from 'react'
import { useText } from '../../text/text.tsx'
import { PassOnIcon, ReplyAllIcon, ReplyIcon, UnreadIcon } from '../icons.tsx'
import css from './reader.module.css'

const icon = (Icon: ComponentType<{ size: number; 'aria-hidden': boolean }>) => <Icon size={18} aria-hidden />

/** What can be done with a mail that is there. */
export function MailActs({ mail, onUnread }: { mail: Mail; onUnread: () => void }) {
  const { t } = useText()
  const { id, folder, to } = mail
  const received = folder === 'received'
  return (
    <div className={css['acts']} role="group" aria-label={t('mail.acts')}>
      <Button
        size="sm"
        leftSection={icon(ReplyIcon)}
        renderRoot={(given) => <Link to="/courrier/nouveau" search={{ re: id }} {...given} />}
      >
        {t(received ? 'mail.reply' : 'mail.write-again')}
      </Button>
      {received && to.length > 1 && (
        <Button
          size="sm"
          variant="default"
          leftSection={icon(ReplyAllIcon)}
          renderRoot={(given) => <Link to="/courrier/nouveau" search={{ re: id, tous: 'oui' }} {...given} />}
        >
          {t('mail.reply-all')}
        </Button>
      )}
      <Button
        size="sm"
        variant="default"
        leftSection={icon(PassOnIcon)}
        renderRoot={(given) => <Link to="/courrier/nouveau" search={{ tr: id }} {...given} />}
      >
        {t('mail.pass-on')}
      </Button>
      {received && (
        <Button size="sm" variant="default" leftSection={icon(UnreadIcon)} onClick={onUnread}>
          {t('mail.mark-unread')}
        </Button>
      )}
    </div>
  )
}
