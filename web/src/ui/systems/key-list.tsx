import { Button } from '@mantine/core'
import type { Key } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './systems.module.css'

interface Given {
  keys: readonly Key[]
  onRotate: (id: string) => void
  onRevoke: (id: string) => void
}
const isOver = (instant: string | null): boolean => instant !== null && Date.parse(instant) <= Date.now()

/** By what other systems act here: their rights, until when, and when they were last used. */
export function KeyList({ keys, onRotate, onRevoke }: Given) {
  const { t, instant } = useText()
  return (
    <ul className={css['list']}>
      {keys.map(({ id, name, scopes, expiresAt, lastUsedAt, previousUntil }) => {
        const expired = isOver(expiresAt)
        const facts = [
          expiresAt === null ? t('keys.expires.never') : t(expired ? 'keys.expired' : 'keys.expires', { when: instant(expiresAt) }),
          lastUsedAt === null ? t('keys.used.never') : t('keys.used', { when: instant(lastUsedAt) }),
          ...(previousUntil === null || isOver(previousUntil) ? [] : [t('keys.previous', { when: instant(previousUntil) })]),
        ]
        return (
          <li key={id} className={css['row']}>
            <div>
              <p className={css['name']}>{name}</p>
              <p className={css['code']}>{scopes.map((scope) => (scope === '*' ? t('keys.scopes.all') : scope)).join(', ')}</p>
              <p className={css['fine']}>{facts.join(' · ')}</p>
            </div>
            <Tag tone={expired ? 'past' : 'ok'}>{t(expired ? 'keys.state.expired' : 'keys.state.on')}</Tag>
            <div className={css['acts']}>
              <Button variant="default" size="xs" aria-label={t('keys.rotate.of', { name })} onClick={() => onRotate(id)}>
                {t('keys.rotate')}
              </Button>
              <Button variant="default" size="xs" aria-label={t('keys.revoke.of', { name })} onClick={() => onRevoke(id)}>
                {t('keys.revoke')}
              </Button>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
