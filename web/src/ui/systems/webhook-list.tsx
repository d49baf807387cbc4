import { Link } from '@tanstack/react-router'
import type { Webhook } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './systems.module.css'
import { WEBHOOK_TONES, stateOf, useKindWords } from './webhook-words.ts'

/** Who is told, where, of what. */
export function WebhookList({ webhooks }: { webhooks: readonly Webhook[] }) {
  const { t, list } = useText()
  const wordsOf = useKindWords()
  return (
    <ul className={css['list']}>
      {webhooks.map((webhook) => (
        <li key={webhook.id} className={css['row']}>
          <div>
            <p className={css['name']}>
              <Link className={link['link']} to="/admin/avis/webhooks/$id" params={{ id: webhook.id }}>
                {webhook.name}
              </Link>
            </p>
            <p className={css['code']}>{webhook.url}</p>
            <p className={css['fine']}>{list(webhook.kinds.map(wordsOf))}</p>
          </div>
          <Tag tone={WEBHOOK_TONES[stateOf(webhook)]}>{t(`webhooks.state.${stateOf(webhook)}`)}</Tag>
        </li>
      ))}
    </ul>
  )
}
