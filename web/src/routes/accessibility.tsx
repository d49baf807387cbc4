import { Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'
import css from '../ui/account/statement.module.css'
import link from '../ui/link.module.css'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { PublicBar } from '../ui/public-bar.tsx'

/** The statement that the RGAA wants; it says what was measured and what nobody has looked at. */
export function Accessibility() {
  const { t } = useText()
  return (
    <>
      <PublicBar />
      <Page title={t('a11y.title')} lead={t('a11y.lead')} width="reading">
        <div className={css['statement']}>
          <Title order={2}>{t('a11y.state')}</Title>
          <Notice tone="drift" title={t('a11y.state.is')}>
            <p>{t('a11y.state.why')}</p>
          </Notice>
          <Title order={2}>{t('a11y.tested')}</Title>
          <p>{t('a11y.tested.lead')}</p>
          <ul>
            <li>{t('a11y.tested.axe')}</li>
            <li>{t('a11y.tested.settings')}</li>
            <li>{t('a11y.tested.keyboard')}</li>
            <li>{t('a11y.tested.width')}</li>
          </ul>
          <p>{t('a11y.tested.limit')}</p>
          <Title order={2}>{t('a11y.known')}</Title>
          <ul>
            <li>{t('a11y.known.people')}</li>
            <li>{t('a11y.known.files')}</li>
            <li>{t('a11y.known.voice')}</li>
            <li>{t('a11y.known.language')}</li>
            <li>{t('a11y.known.clients')}</li>
          </ul>
          <Title order={2}>{t('a11y.report')}</Title>
          <p>{t('a11y.report.whom')}</p>
          <p>{t('a11y.report.what')}</p>
          <Title order={2}>{t('a11y.recourse')}</Title>
          <p>{t('a11y.recourse.when')}</p>
          <ul>
            <li>
              <a className={link['link']} href="https://www.defenseurdesdroits.fr/" rel="noreferrer">
                {t('a11y.recourse.site')}
              </a>
            </li>
            <li>{t('a11y.recourse.post')}</li>
          </ul>
          <p className={css['date']}>{t('a11y.date')}</p>
          <p>
            <Link className={link['link']} to="/">
              {t('not-found.home')}
            </Link>
          </p>
        </div>
      </Page>
    </>
  )
}
