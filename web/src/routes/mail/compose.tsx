import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { type Draft, keptDraft } from '../../api/mail-drafts.ts'
import { mailQuery } from '../../api/mails.ts'
import { correspondentsByIdQuery, profileQuery } from '../../api/own.ts'
import { useText } from '../../text/text.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Original } from '../../ui/mail/original.tsx'
import { RECIPIENTS_AT_MOST } from '../../ui/mail/recipients.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'
import { type Beginning, beginDraft, newKey } from './begin-draft.ts'
import { Writing } from './writing.tsx'

const route = getRouteApi('/pages/courrier/nouveau')

/** The writing of a mail. Each address has its own draft. */
export function Compose() {
  const search = route.useSearch()
  const address = String(new URLSearchParams({ ...search }))
  return <Prepared key={address} address={address} search={search} />
}

interface Search {
  readonly a?: string
  readonly objet?: string
  readonly re?: string
  readonly tous?: 'oui'
  readonly tr?: string
}

function Prepared({ address, search }: { address: string; search: Search }) {
  const text = useText()
  const { t } = text
  const [kept] = useState(() => keptDraft(address))
  const { re, tr, tous, a = '', objet = '' } = search
  const ids = [...new Set(a.split(',').filter((id) => id !== ''))].slice(0, RECIPIENTS_AT_MOST)
  const source = re ?? tr
  const mail = useQuery({ ...mailQuery(source ?? ''), enabled: source !== undefined })
  const named = useQuery(correspondentsByIdQuery(ids))
  const profile = useQuery(profileQuery)
  const title = t(re !== undefined ? 'compose.reply' : tr !== undefined ? 'compose.pass-on' : 'compose.new')

  const needed = [...(source === undefined ? [] : [mail]), ...(ids.length === 0 ? [] : [named]), profile]
  const failed = needed.find(({ error, data }) => error !== null && data === undefined)
  const ready = needed.every(({ data }) => data !== undefined)
  const about: Beginning['about'] =
    mail.data === undefined ? null : { mail: mail.data, how: re === undefined ? 'pass-on' : tous === 'oui' ? 'reply-all' : 'reply' }
  const unknown = ids.length - (named.data?.length ?? ids.length)
  const begin = (): Draft =>
    kept === null
      ? beginDraft({ named: named.data ?? [], subject: objet, about, me: profile.data?.id }, text)
      : // What failed is taken up under a key of its own.
        { ...kept, key: kept.key === '' ? newKey() : kept.key }
  return (
    <Page title={title} width="reading">
      {failed !== undefined && kept === null ? (
        <Failure error={failed.error} onRetry={() => void Promise.all(needed.map(({ refetch }) => refetch()))} />
      ) : !ready && kept === null ? (
        <Block flush>
          <Waiting lines={6} height={40} />
        </Block>
      ) : (
        <>
          {unknown > 0 && kept === null && <Notice tone="drift">{t('compose.to.unknown', { count: unknown })}</Notice>}
          <Writing address={address} begin={begin} resumed={kept !== null} replyTo={re} me={profile.data?.id} />
          {re !== undefined && mail.data !== undefined && <Original mail={mail.data} />}
        </>
      )}
    </Page>
  )
}
