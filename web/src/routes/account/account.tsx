import { useText } from '../../text/text.tsx'
import { Page } from '../../ui/page.tsx'

export function Account() {
  const { t } = useText()
  return (
    <Page title={t('shell.account')}>
      <span />
    </Page>
  )
}
