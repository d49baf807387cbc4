import { Link } from '@tanstack/react-router'
import type { OwnCircle } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { BackIcon } from '../icons.tsx'
import tabs from '../tabs.module.css'
import css from './dossier-head.module.css'

/** The three pages of a dossier. */
export function DossierTabs({ id }: { id: string }) {
  const { t } = useText()
  return (
    <nav className={tabs['tabs']} aria-label={t('dossier.pages')}>
      <Link to="/dossiers/$id/journal" params={{ id }} activeOptions={{ includeSearch: false }} className={tabs['tab']}>
        {t('dossier.journal')}
      </Link>
      <Link to="/dossiers/$id/documents" params={{ id }} activeOptions={{ includeSearch: false }} className={tabs['tab']}>
        {t('dossier.documents')}
      </Link>
      <Link to="/dossiers/$id/cercle" params={{ id }} className={tabs['tab']}>
        {t('dossier.circle')}
      </Link>
    </nav>
  )
}

export function DossierBack() {
  const { t } = useText()
  return (
    <Link to="/dossiers" className={css['back']}>
      <BackIcon size={18} aria-hidden />
      {t('dossiers.title')}
    </Link>
  )
}

export function DossierLead({ circle }: { circle: OwnCircle }) {
  const { t } = useText()
  return (
    <>
      {circle.structure.name} · {t('dossiers.role', { role: circle.role })}
    </>
  )
}
