import { useMutation } from '@tanstack/react-query'
import { Link, getRouteApi, useRouter } from '@tanstack/react-router'
import { openSession } from '../api/kept-session.ts'
import { useText } from '../text/text.tsx'
import bar from '../ui/bar.module.css'
import { Brand } from '../ui/brand.tsx'
import link from '../ui/link.module.css'
import { Notice } from '../ui/notice.tsx'
import { Block, Page } from '../ui/page.tsx'
import { Preferences } from '../ui/preferences.tsx'
import { SignInForm } from '../ui/sign-in-form.tsx'
import { useSignInFailureWords } from '../ui/sign-in-failure.tsx'

const route = getRouteApi('/connexion')

export function SignIn() {
  const { t } = useText()
  const { retour, fin } = route.useSearch()
  const router = useRouter()
  const failureWords = useSignInFailureWords()
  const entering = useMutation({
    mutationFn: ({ user, password }: { user: string; password: string }) => openSession(user, password),
    meta: { signingIn: true },
    onSuccess: () => router.history.push(retour ?? '/accueil'),
  })
  return (
    <>
      <header className={bar['bar']}>
        <div className={bar['barInside']}>
          <Brand to="/" />
          <div className={bar['tools']}>
            <Preferences />
          </div>
        </div>
      </header>
      <Page title={t('enter.title')} lead={t('enter.why')} narrow>
        {fin !== undefined && entering.status === 'idle' && <Notice tone="drift">{t('sign-in.expired')}</Notice>}
        <Block>
          <SignInForm
            busy={entering.isPending || entering.isSuccess}
            failure={entering.error === null ? null : failureWords(entering.error)}
            privacy={t('enter.privacy')}
            onSubmit={(user, password) => entering.mutate({ user, password })}
          />
        </Block>
        <Link className={link['link']} to="/applications">
          {t('enter.apps')}
        </Link>
      </Page>
    </>
  )
}
