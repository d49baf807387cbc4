import { useMutation } from '@tanstack/react-query'
import { Link, getRouteApi, useRouter } from '@tanstack/react-router'
import { openSession } from '../api/kept-session.ts'
import { useText } from '../text/text.tsx'
import link from '../ui/link.module.css'
import { Notice } from '../ui/notice.tsx'
import { Block, Page } from '../ui/page.tsx'
import { PublicBar } from '../ui/public-bar.tsx'
import { SignInForm } from '../ui/sign-in-form.tsx'
import { useSignInFailureWords } from '../ui/sign-in-failure.tsx'

const route = getRouteApi('/connexion')

export function SignIn() {
  const { t } = useText()
  const { retour, fin, choisi } = route.useSearch()
  const router = useRouter()
  const failureWords = useSignInFailureWords()
  const entering = useMutation({
    mutationFn: ({ user, password }: { user: string; password: string }) => openSession(user, password),
    meta: { signingIn: true },
    onSuccess: () => router.history.push(retour ?? '/accueil'),
  })
  return (
    <>
      <PublicBar />
      <Page title={t('enter.title')} lead={t('enter.why')} narrow>
        {fin !== undefined && entering.status === 'idle' && <Notice tone="drift">{t('sign-in.expired')}</Notice>}
        {choisi !== undefined && entering.status === 'idle' && <Notice tone="ok">{t('access.chosen')}</Notice>}
        <Block>
          <SignInForm
            busy={entering.isPending || entering.isSuccess}
            failure={entering.error === null ? null : failureWords(entering.error)}
            privacy={t('enter.privacy')}
            onSubmit={(user, password) => entering.mutate({ user, password })}
          />
        </Block>
        <Link className={link['link']} to="/acces/demande">
          {t('enter.lost')}
        </Link>
        <Link className={link['link']} to="/applications">
          {t('enter.apps')}
        </Link>
        <Link className={link['link']} to="/accessibilite">
          {t('a11y.link')}
        </Link>
      </Page>
    </>
  )
}
