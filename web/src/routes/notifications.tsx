import { useText } from '../text/text.tsx'
import { Page } from '../ui/page.tsx'

export function Notifications() {
  const { t } = useText()
  return (
    <Page title={t('shell.bell')}>
      <span />
    </Page>
  )
}
