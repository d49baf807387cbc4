import { useText } from '../../text/text.tsx'
import { Page } from '../../ui/page.tsx'

export function Received() {
  const { t } = useText()
  return (
    <Page title={t('shell.mail')}>
      <span />
    </Page>
  )
}
