import type { Retention } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import head from '../circle-head.module.css'
import { RetentionTags } from './retention-tags.tsx'

/** Whose journal it is, why it goes, and who asked for that. */
export function RetentionFacts({ retention }: { retention: Retention }) {
  const { t, instant } = useText()
  const { circle, ground, askedBy, askedAt } = retention
  return (
    <>
      <RetentionTags retention={retention} />
      <dl className={head['facts']}>
        <div>
          <dt>{t('retention.fact.structure')}</dt>
          <dd>{circle.structure.name}</dd>
        </div>
        <div>
          <dt>{t('retention.fact.ground')}</dt>
          <dd>{t(`retention.ground.${ground}`)}</dd>
        </div>
        <div>
          <dt>{t('retention.fact.asked')}</dt>
          <dd>{t('retention.fact.asked.value', { by: askedBy, when: instant(askedAt) })}</dd>
        </div>
      </dl>
    </>
  )
}
