import type { Retention } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './retention.module.css'

const TONES = { sealed: 'busy', failed: 'bad', archived: 'drift', purging: 'busy', purged: 'past', lifted: 'cancelled' } as const

/** How far it is, in words; and whether who reads asked for it. */
export function RetentionTags({ retention: { state, failure, progress, mine } }: { retention: Retention }) {
  const { t } = useText()
  const shown = state === 'sealed' && failure !== null ? 'failed' : state
  return (
    <span className={css['tags']}>
      <Tag tone={TONES[shown]}>
        {t(`retention.state.${shown}`)}
        {shown === 'sealed' && progress !== null && ` (${t('retention.progress', progress)})`}
      </Tag>
      {mine && state !== 'purged' && state !== 'lifted' && <Tag tone="later">{t('retention.mine')}</Tag>}
    </span>
  )
}
