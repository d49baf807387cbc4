import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Draft, forgetDraft, keepDraft, keepSent } from '../../api/mail-drafts.ts'
import { type NewMail, sendMail } from '../../api/mails.ts'
import { correspondentsByIdQuery, correspondentsQuery } from '../../api/own.ts'
import { Refused } from '../../api/request.ts'
import type { SentFile } from '../../matrix/send.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { fieldErrors, useErrorWords } from '../../ui/failure.tsx'
import { useUploadsTo } from '../../ui/journal/use-uploads.ts'
import { ComposeForm } from '../../ui/mail/compose-form.tsx'
import { DiscardDialog } from '../../ui/mail/discard-dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { newKey } from './begin-draft.ts'
import { useFaults } from './faults.ts'
import { useFollowSent } from './follow-sent.ts'

interface Given {
  address: string
  begin: () => Draft
  /** The draft was kept from an earlier time. */
  resumed: boolean
  replyTo: string | undefined
  me: string | undefined
}

export function Writing({ address, begin, resumed, replyTo, me }: Given) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const follow = useFollowSent()
  const leave = useLeave()
  const { draft, change, touched } = useDraft(address, begin)
  const [looked, setLooked] = useState('')
  const [discarding, setDiscarding] = useState(false)
  const [judged, setJudged] = useState<Readonly<Record<string, string>>>({})
  const search = useSearch(looked)
  const { data: people, isPlaceholderData } = useQuery(correspondentsByIdQuery(draft.to.map(({ id }) => id)))
  const uploads = useUploadsTo(
    useCallback(
      ({ address: at, file }: SentFile) => change((now) => ({ files: [...now.files, { address: at, ...factsOf(file) }] })),
      [change],
    ),
  )
  const faultsOf = useFaults()
  // The second of two clicks comes before the page shows the first.
  const leaving = useRef(false)

  const sending = useMutation({
    mutationFn: (given: Draft) => sendMail(bodyOf(given, replyTo)),
    onSuccess: (mail, given) => {
      forgetDraft(address)
      keepSent(mail.id, given)
      void queries.invalidateQueries({ queryKey: ['own', 'mails'] })
      void follow(mail)
      say(t('compose.sent'))
      leave('/courrier/envoyes')
    },
    onError: (error) => {
      leaving.current = false
      warn(`${t('compose.failed')}. ${words(error).message}`, { shown: false })
    },
  })
  const { error, isPending, reset } = sending
  const gone = error instanceof Refused && error.answer?.code === 'MAIL_KEY_REUSED'
  const send = (given: Draft) => {
    if (leaving.current) return
    const faults = faultsOf(given, looked.trim(), uploads.uploads)
    setJudged(faults)
    const first = Object.values(faults)[0]
    if (first !== undefined) return warn(first, { shown: false })
    leaving.current = true
    sending.mutate(given)
  }
  const onChange = (part: Partial<Draft>) => {
    if (error !== null && !gone) reset()
    setJudged({})
    change(() => part)
  }
  const onSendVersion = () => {
    const version = { ...draft, key: newKey() }
    change(() => ({ key: version.key }))
    send(version)
  }
  const said = useMemo(() => ({ ...fieldErrors(error), ...judged }), [error, judged])
  const trouble = gone ? (
    <Notice tone="drift" title={t('compose.gone')}>
      <p>{t('compose.gone.why')}</p>
      <Button size="sm" variant="default" mt={10} onClick={onSendVersion}>
        {t('compose.gone.act')}
      </Button>
    </Notice>
  ) : error !== null ? (
    <Notice tone="bad" title={t('compose.failed')}>
      <p>{words(error).message}</p>
      {Object.keys(fieldErrors(error)).length === 0 && <p>{t('compose.again')}</p>}
    </Notice>
  ) : resumed && !touched ? (
    <Notice tone="ok">{t('compose.resumed')}</Notice>
  ) : null
  const onDiscarded = () => {
    forgetDraft(address)
    say(t('compose.discarded'))
    leave('/courrier/recus')
  }
  return (
    <>
      <ComposeForm
        draft={draft}
        onChange={onChange}
        me={me}
        people={isPlaceholderData ? undefined : people}
        search={{ words: looked, onWords: setLooked, ...search }}
        uploads={uploads}
        errors={said}
        trouble={trouble}
        kept={touched || resumed}
        sending={isPending}
        onSend={() => send(draft)}
        onDiscard={() => (touched || resumed || uploads.uploads.length > 0 ? setDiscarding(true) : leave('/courrier/recus'))}
      />
      {discarding && <DiscardDialog draft={draft} onDiscard={onDiscarded} onClose={() => setDiscarding(false)} />}
    </>
  )
}

const bodyOf = ({ files, important, to, ...draft }: Draft, replyTo: string | undefined): NewMail => ({
  ...draft,
  to: to.map(({ id }) => id),
  importance: important ? 'high' : 'normal',
  files: files.map(({ address, name }) => ({ address, name })),
  ...(replyTo === undefined ? {} : { replyTo }),
})
/** Its name on one line, as the API wants it. */
const factsOf = ({ name, type, size }: File) => ({
  name:
    name
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, 255) || 'fichier',
  type,
  size,
})

/** What is written, kept on this device as it is. */
function useDraft(address: string, begin: () => Draft) {
  const [first] = useState(begin)
  const [draft, setDraft] = useState(first)
  const change = useCallback((to: (now: Draft) => Partial<Draft>) => setDraft((now) => ({ ...now, ...to(now) })), [])
  useEffect(() => {
    if (draft !== first) keepDraft(address, draft)
  }, [address, draft, first])
  return { draft, change, touched: draft !== first }
}

function useSearch(looked: string) {
  const [words] = useDebouncedValue(looked.trim(), 200)
  const { data, isFetching } = useQuery(correspondentsQuery(words))
  const current = words === looked.trim() && words.length >= 2
  return { found: current ? data : undefined, searching: isFetching || !current }
}

/** Back to where one was; elsewhere when one came by the address alone. */
function useLeave() {
  const { history } = useRouter()
  const canGoBack = useCanGoBack()
  const navigate = useNavigate()
  return (otherwise: '/courrier/recus' | '/courrier/envoyes') => {
    if (canGoBack) history.back()
    else void navigate({ to: otherwise, search: {} })
  }
}
