import { Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useText } from '../text/text.tsx'
import { Mark } from '../ui/brand.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import css from '../ui/landing.module.css'
import { Page } from '../ui/page.tsx'
import { PublicBar } from '../ui/public-bar.tsx'
import link from '../ui/link.module.css'

/** What this is, and how to enter with another Matrix client. */
export function Landing() {
  const { t } = useText()
  return (
    <>
      <PublicBar />
      <Page title={t('landing.title')} tab={t('landing.page')} lead={<Lead />} actions={<Circle />}>
        <SignInSteps />
        <p className={css['admin']}>
          {t('landing.admin')}{' '}
          <Link className={link['link']} to="/admin">
            {t('landing.admin.link')}
          </Link>
        </p>
      </Page>
    </>
  )
}

/** A picture of what this is about; the words say it already. */
function Circle() {
  return (
    <div className={css['picture']}>
      <Mark size={220} />
    </div>
  )
}

function Lead() {
  const { t } = useText()
  return (
    <div className={css['lead']}>
      <p>{t('landing.what')}</p>
      <p>{t('landing.how')}</p>
    </div>
  )
}

function SignInSteps() {
  const { t } = useText()
  const server = location.origin
  return (
    <section className={css['card']} aria-labelledby="sign-in">
      <div className={css['cardHead']}>
        <Title order={2} id="sign-in">
          {t('landing.sign-in')}
        </Title>
        <p>{t('landing.sign-in.why')}</p>
      </div>
      <ol className={css['steps']}>
        <Step title={t('landing.step.app')} help={t('landing.step.app.help')} />
        <Step title={t('landing.step.server')} help={t('landing.step.server.help')}>
          <div className={css['server']}>
            <code>{server}</code>
            <CopyButton value={server} label={t('landing.step.server.copy')} />
          </div>
        </Step>
        <Step title={t('landing.step.account')} help={t('landing.step.account.help')} />
      </ol>
      <p className={css['foot']}>
        {t('landing.no-account')}{' '}
        <Link className={link['link']} to="/acces/demande">
          {t('landing.no-account.link')}
        </Link>
      </p>
    </section>
  )
}

function Step({ title, help, children }: { title: string; help: string; children?: ReactNode }) {
  return (
    <li className={css['step']}>
      <p className={css['stepTitle']}>{title}</p>
      {children}
      <p className={css['stepHelp']}>{help}</p>
    </li>
  )
}
