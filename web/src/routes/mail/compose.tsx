import { useText } from '../../text/text.tsx'
import { Page } from '../../ui/page.tsx'

export function Compose() {
  const { t } = useText()
  return (
    <Page title={t('shell.mail')}>
      <span />
    </Page>
  )
}
