import { Link } from '@tanstack/react-router'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Page } from '../page.tsx'

/** Said instead of the pages of a DAC to who does not work there, or no more. */
export function StructureRefused() {
  const { t } = useText()
  return (
    <Page title={t('structure.refused')} tab={t('structure.title')} lead={t('structure.refused.why')} narrow>
      <Link to="/accueil" className={link['link']}>
        {t('structure.refused.act')}
      </Link>
    </Page>
  )
}
