import { useText } from '../../text/text.tsx'
import { Page } from '../../ui/page.tsx'

export function NotificationSettings() {
  const { t } = useText()
  return (
    <Page title={t('shell.account.notifications')}>
      <span />
    </Page>
  )
}
