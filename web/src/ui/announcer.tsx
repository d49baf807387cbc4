import { CloseButton } from '@mantine/core'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { useText } from '../text/text.tsx'
import css from './announcer.module.css'
import { DriftIcon, InStepIcon } from './icons.tsx'

interface Message {
  words: string
  shown: boolean
  /** The same words twice are two messages. */
  at: number
}
type Tell = (words: string, how?: { shown: boolean }) => void
interface Announcer {
  say: Tell
  warn: Tell
  /** Forgets what was said: words of a conversation go with it. */
  hush: () => void
}

const Context = createContext<Announcer | null>(null)
const READING_TIME = 10_000

/** The one status region and the one alert region of the pages. `shown: false`: the page already shows it; only a screen reader needs it. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [status, setStatus] = useState<Message | null>(null)
  const [alert, setAlert] = useState<Message | null>(null)
  const announcer = useMemo(
    () => ({
      say: (words: string, how = { shown: true }) => setStatus({ words, ...how, at: Date.now() }),
      warn: (words: string, how = { shown: true }) => setAlert({ words, ...how, at: Date.now() }),
      hush: () => setStatus(null),
    }),
    [],
  )
  useForgetting(status, setStatus)
  // A warning that is shown stays until it is closed; one that only a screen reader gets must not be found there when it is no longer true.
  useForgetting(alert?.shown === false ? alert : null, setAlert)

  return (
    <Context value={announcer}>
      {children}
      <div className={css['stack']}>
        <Region role="status" message={status} onClose={() => setStatus(null)} />
        <Region role="alert" message={alert} onClose={() => setAlert(null)} />
      </div>
    </Context>
  )
}

function useForgetting(message: Message | null, set: (none: null) => void): void {
  useEffect(() => {
    if (message === null) return
    const timer = setTimeout(() => set(null), READING_TIME)
    return () => clearTimeout(timer)
  }, [message, set])
}

function Region({ role, message, onClose }: { role: 'status' | 'alert'; message: Message | null; onClose: () => void }) {
  const { t } = useText()
  const shown = message?.shown === true
  const Icon = role === 'status' ? InStepIcon : DriftIcon
  return (
    <div className={shown ? css['toast'] : css['silent']} data-role={role}>
      {shown && <Icon className={css['icon']} size={20} aria-hidden />}
      <div role={role} className={css['words']}>
        {message !== null && <span key={message.at}>{message.words}</span>}
      </div>
      {shown && <CloseButton c="white" onClick={onClose} aria-label={t('close')} className={css['close']} />}
    </div>
  )
}

export function useAnnouncer(): Announcer {
  const announcer = use(Context)
  if (announcer === null) throw new Error('useAnnouncer needs an AnnouncerProvider')
  return announcer
}
