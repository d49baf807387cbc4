import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { accessLinkQuery, choosePassword } from '../../api/account.ts'
import { Refused } from '../../api/request.ts'
import { useText } from '../../text/text.tsx'
import { PasswordForm } from '../../ui/account/password-form.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { PublicBar } from '../../ui/public-bar.tsx'
import { Waiting } from '../../ui/states.tsx'

/** Where the link of an e-mail or of an administrator leads. Its token stays in the fragment, which no server and no log sees. */
export function ChoosePassword() {
  const token = useRouterState({ select: ({ location }) => new URLSearchParams(location.hash).get('jeton') ?? '' })
  const { t } = useText()
  const navigate = useNavigate()
  const { data: link, error, refetch } = useQuery(accessLinkQuery(token))
  const choosing = useMutation({
    mutationFn: (password: string) => choosePassword({ token, password }),
    // The address with the token leaves the history of this tab.
    onSuccess: () => navigate({ to: '/connexion', search: { choisi: 'oui' }, replace: true }),
  })
  const died = choosing.error instanceof Refused && choosing.error.answer?.code === 'ACCESS_LINK_DEAD'
  if (token === '') return <Dead why={t('access.incomplete')} />
  if (died || link?.works === false) return <Dead why={t('access.dead')} />
  const name = link?.givenName ?? null
  return (
    <Frame lead={name === null ? undefined : t('access.hello', { name })}>
      {link === undefined ? (
        error === null ? (
          <Block flush>
            <Waiting lines={4} height={36} />
          </Block>
        ) : (
          <Failure error={error} title={t('access.not-checked')} onRetry={() => void refetch()} />
        )
      ) : (
        <Block>
          <PasswordForm
            act={t('access.act')}
            busy={choosing.isPending || choosing.isSuccess}
            failure={choosing.error}
            onSubmit={({ password }) => choosing.mutate(password)}
          />
        </Block>
      )}
    </Frame>
  )
}

function Frame({ lead, children }: { lead?: string | undefined; children: ReactNode }) {
  const { t } = useText()
  return (
    <>
      <PublicBar />
      <Page title={t('access.title')} {...(lead === undefined ? {} : { lead })} narrow>
        {children}
      </Page>
    </>
  )
}

function Dead({ why }: { why: string }) {
  const { t } = useText()
  return (
    <Frame>
      <Notice tone="drift" title={t('access.dead.title')}>
        <p>{why}</p>
      </Notice>
      <Button renderRoot={(given) => <Link to="/acces/demande" {...given} />}>{t('access.ask-another')}</Button>
    </Frame>
  )
}
