import { useText } from '../text/text.tsx'
import { Page } from '../ui/page.tsx'

export function CircleDocuments() {
  const { t } = useText()
  return (
    <Page title={t('dossier.documents')}>
      <span />
    </Page>
  )
}
