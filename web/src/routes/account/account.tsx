import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { profileQuery } from '../../api/own.ts'
import { endHere } from '../../matrix/client.ts'
import { useText } from '../../text/text.tsx'
import { DisplaySettings } from '../../ui/account/display-settings.tsx'
import { ProfileFacts } from '../../ui/account/profile-facts.tsx'
import { Failure } from '../../ui/failure.tsx'
import { SignOutIcon } from '../../ui/icons.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'
import { AbsenceBlock } from './absence.tsx'
import { PasswordBlock } from './password.tsx'
import { SessionsBlock } from './sessions.tsx'

export function Account() {
  const { t } = useText()
  const { data: profile, error, refetch } = useQuery(profileQuery)
  return (
    <Page
      title={t('shell.account')}
      lead={t('account.lead')}
      actions={
        <Button variant="default" leftSection={<SignOutIcon size={18} aria-hidden />} onClick={() => void endHere('signed-out')}>
          {t('sign-out')}
        </Button>
      }
    >
      <Block title={t('account.profile')} lead={t('account.profile.lead')}>
        {profile !== undefined ? (
          <ProfileFacts profile={profile} />
        ) : error === null ? (
          <Waiting lines={5} height={24} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </Block>
      <AbsenceBlock />
      <SessionsBlock />
      <PasswordBlock />
      <Block title={t('account.display')} lead={t('account.display.lead')}>
        <DisplaySettings />
      </Block>
    </Page>
  )
}
