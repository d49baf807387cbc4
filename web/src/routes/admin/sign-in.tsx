import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { sessionQuery, signIn } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { PublicBar } from '../../ui/public-bar.tsx'
import { useSignInFailureWords } from '../../ui/sign-in-failure.tsx'
import { SignInForm } from '../../ui/sign-in-form.tsx'

const route = getRouteApi('/admin/connexion')

export function SignIn() {
  const { t } = useText()
  const { retour, fin } = route.useSearch()
  const router = useRouter()
  const queries = useQueryClient()
  const failureWords = useSignInFailureWords()
  const entering = useMutation({
    mutationFn: ({ user, password }: { user: string; password: string }) => signIn(user, password),
    meta: { signingIn: true },
    onSuccess: () => {
      queries.removeQueries(sessionQuery)
      router.history.push(retour ?? '/admin')
    },
  })
  return (
    <>
      <PublicBar />
      <Page title={t('sign-in.title')} lead={t('sign-in.why')} narrow>
        {fin !== undefined && entering.status === 'idle' && <Notice tone="drift">{t('sign-in.expired')}</Notice>}
        <Block>
          <SignInForm
            busy={entering.isPending || entering.isSuccess}
            failure={entering.error === null ? null : failureWords(entering.error)}
            privacy={t('sign-in.privacy')}
            onSubmit={(user, password) => entering.mutate({ user, password })}
          />
        </Block>
      </Page>
    </>
  )
}
