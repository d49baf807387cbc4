import { ActionIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useText } from '../../text/text.tsx'
import { BackIcon, NewerIcon, OlderIcon } from '../icons.tsx'
import type { Listed } from './mail-list.tsx'
import css from './reader.module.css'

interface Given {
  folder: 'received' | 'sent'
  listed: Listed
  newer: string | undefined
  older: string | undefined
}

/** The way back to the list, and to the mails before and after. */
export function ReaderBar({ folder, listed, newer, older }: Given) {
  const { t } = useText()
  const { dossier: _dossier, ...search } = listed
  return (
    <div className={css['bar']}>
      <Link to={folder === 'sent' ? '/courrier/envoyes' : '/courrier/recus'} search={search} className={css['back']}>
        <BackIcon size={18} aria-hidden />
        {t(`mail.${folder}`)}
      </Link>
      <span className={css['steps']}>
        <Step to={newer} listed={listed} label={t('mail.newer-one')} icon={NewerIcon} />
        <Step to={older} listed={listed} label={t('mail.older-one')} icon={OlderIcon} />
      </span>
    </div>
  )
}

interface Stepping {
  to: string | undefined
  listed: Listed
  label: string
  icon: ComponentType<{ size: number; 'aria-hidden': boolean }>
}
function Step({ to, listed, label, icon: Icon }: Stepping) {
  const shown = <Icon size={20} aria-hidden />
  const looks = { variant: 'subtle', color: 'gray', size: 'lg', 'aria-label': label, title: label } as const
  if (to === undefined)
    return (
      <ActionIcon {...looks} disabled className={css['noStep'] ?? ''}>
        {shown}
      </ActionIcon>
    )
  return (
    <ActionIcon {...looks} renderRoot={(given) => <Link to="/courrier/$id" params={{ id: to }} search={listed} {...given} />}>
      {shown}
    </ActionIcon>
  )
}
