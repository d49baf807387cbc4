import { Failure } from './failure.tsx'
import { Page } from './page.tsx'
import { useText } from '../text/text.tsx'

/** A page that could not even begin: the session could not be asked for, or there is a defect in it. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useText()
  return (
    <Page title={t('product.name')} narrow>
      <Failure error={error} onRetry={() => location.reload()} />
    </Page>
  )
}
