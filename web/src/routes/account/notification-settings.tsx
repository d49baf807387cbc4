import { useText } from '../../text/text.tsx'
import { PushSwitch } from '../../ui/account/push-switch.tsx'
import { Page } from '../../ui/page.tsx'

export function NotificationSettings() {
  const { t } = useText()
  return (
    <Page title={t('shell.account.notifications')}>
      <PushSwitch />
    </Page>
  )
}
