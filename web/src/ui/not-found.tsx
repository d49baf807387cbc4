import { Link } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'
import { Page } from './page.tsx'
import { PublicBar } from './public-bar.tsx'
import link from './link.module.css'

export function NotFound() {
  const { t } = useText()
  return (
    <>
      <PublicBar />
      <Page title={t('not-found.title')} lead={t('not-found.why')} narrow>
        <Link className={link['link']} to="/">
          {t('not-found.home')}
        </Link>
      </Page>
    </>
  )
}
