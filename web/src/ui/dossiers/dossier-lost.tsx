import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import link from '../link.module.css'
import { Page } from '../page.tsx'

/** Said instead of everything that the dossier held. */
export function DossierLost() {
  const { t } = useText()
  const { warn } = useAnnouncer()
  useEffect(() => warn(t('dossier.lost'), { shown: false }), [warn, t])
  return (
    <Page title={t('dossier.lost')} tab={t('dossier.tab')} lead={t('dossier.lost.why')} narrow>
      <Link to="/dossiers" className={link['link']}>
        {t('dossier.lost.act')}
      </Link>
    </Page>
  )
}
