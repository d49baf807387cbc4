import { useText } from '../../text/text.tsx'
import css from './retention.module.css'

/** What happens to journals from the act on, in its order. */
export function SealSteps({ count }: { count: number }) {
  const { t } = useText()
  return (
    <section>
      <h3 className={css['stepsTitle']}>{t('retention.steps')}</h3>
      <ol className={css['steps']}>
        <li>{t('retention.step.lock', { count })}</li>
        <li>{t('retention.step.archive')}</li>
        <li>{t('retention.step.approve')}</li>
        <li>{t('retention.step.purge')}</li>
      </ol>
    </section>
  )
}
