import { useEffect, useRef, useState } from 'react'
import { useConnection } from '../../api/connection.ts'
import type { Phase } from '../../matrix/client.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import css from '../bar.module.css'
import { RunningIcon, UnreachableIcon } from '../icons.tsx'

/** Three different troubles, said as such: no network here, nobody there, and news that are still coming. */
export function ConnectionBanner({ phase }: { phase: Phase }) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const connection = useConnection()
  const offline = connection === 'offline'
  // Of a page that opens while nobody answers, the Matrix client has not said anything yet.
  const unreachable = phase === 'unreachable' || (phase === 'starting' && connection === 'unreachable')
  const state = offline ? 'offline' : unreachable ? 'sync-unreachable' : phase === 'catching-up' ? 'catching-up' : null
  const shown = useLasting(state, state === 'catching-up' ? 1_500 : 0)
  const troubled = useRef(false)

  useEffect(() => {
    if (shown === 'offline' || shown === 'sync-unreachable') {
      troubled.current = true
      warn(t(`shell.${shown}`), { shown: false })
    } else if (shown === null && troubled.current) {
      troubled.current = false
      say(t('connection.back'))
    }
  }, [shown, say, warn, t])

  if (shown === null) return null
  const Icon = shown === 'catching-up' ? RunningIcon : UnreachableIcon
  return (
    <section className={css['connection']} data-state={shown} aria-label={t('shell.connection')}>
      <Icon size={20} aria-hidden />
      <span>{t(`shell.${shown}`)}</span>
    </section>
  )
}

/** What has lasted for some time: what passes in a blink is not shown. */
function useLasting<Value>(value: Value, milliseconds: number): Value {
  const [lasting, setLasting] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLasting(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return lasting
}
