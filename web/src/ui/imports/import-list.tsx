import { Link } from '@tanstack/react-router'
import type { Import } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import link from '../link.module.css'
import { Tag } from '../tag.tsx'
import css from './imports.module.css'

const TONES = {
  empty: 'rest',
  read: 'later',
  checked: 'later',
  trying: 'busy',
  tried: 'later',
  applying: 'busy',
  applied: 'ok',
  stopped: 'drift',
  erased: 'past',
} as const

export function ImportTag({ state }: Pick<Import, 'state'>) {
  const { t } = useText()
  return <Tag tone={TONES[state]}>{t(`imports.state.${state}`)}</Tag>
}

export function ImportList({ imports }: { imports: readonly Import[] }) {
  const { t, instant } = useText()
  return (
    <ul className={css['list']}>
      {imports.map(({ id, kind, fileName, askedAt, askedBy, state }) => (
        <li key={id} className={css['line']}>
          <div className={css['words']}>
            <Link className={link['link']} to="/admin/imports/$id" params={{ id }}>
              {t(`imports.of.${kind}`)}
            </Link>
            <p className={css['fine']}>
              {fileName === null ? '' : `${fileName} · `}
              {t('imports.asked', { who: askedBy, when: instant(askedAt) })}
            </p>
          </div>
          <ImportTag state={state} />
        </li>
      ))}
    </ul>
  )
}
