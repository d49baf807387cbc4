import { SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Readers as Answer } from 'bridge/contract'
import { useId } from 'react'
import { type ReadersAsked, readersDocumentAddress, readersQuery } from '../../api/audit.ts'
import { useText } from '../../text/text.tsx'
import css from '../../ui/audit/audit.module.css'
import { AuditViews } from '../../ui/audit/audit-views.tsx'
import { ReaderList } from '../../ui/audit/reader-list.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { useIsNarrow } from '../../ui/use-is-narrow.ts'
import { type ReadersSearch, THINGS } from './audit-search.ts'
import { PickCircle, PickDac } from './pickers.tsx'
import { type Change, defined, startOf, instantOf } from './search-words.ts'
import { DayFields } from '../../ui/day-fields.tsx'

const route = getRouteApi('/console/admin/audit/lecteurs')

/** Who could read a journal, the rooms of a DAC, a message or a file. */
export function Readers() {
  const { t } = useText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (changed: Change<ReadersSearch>) => void navigate({ replace: true, search: (kept) => defined({ ...kept, ...changed }) })
  const asked = askedBy(search)
  const { data, error, isFetching, refetch } = useQuery(readersQuery(asked))
  return (
    <Page title={t('readers.title')} lead={t('readers.lead')}>
      <AuditViews />
      <Block>
        <Question search={search} onChange={change} />
      </Block>
      {asked === undefined ? (
        <Block>
          <Empty title={t('readers.ask.title')} why={t('readers.ask.why')} />
        </Block>
      ) : data !== undefined ? (
        <Block
          flush
          busy={isFetching}
          title={t('readers.answer')}
          aside={<DownloadLink href={readersDocumentAddress(asked)}>{t('readers.document')}</DownloadLink>}
        >
          <Told answer={data} instant={asked.at !== undefined} />
        </Block>
      ) : (
        <AwaitedBlock lines={6} height={44} error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

/** Undefined until something is named. */
function askedBy(search: ReadersSearch): ReadersAsked | undefined {
  const thing = search.objet ?? 'cercle'
  const id = search[thing]
  if (id === undefined) return undefined
  const name = ({ cercle: 'circleId', structure: 'structureId', message: 'message', fichier: 'file' } as const)[thing]
  const at = instantOf(search.le)
  return { [name]: id, ...(at === undefined ? { from: startOf(search.du), to: startOf(search.au, 1) } : { at }) }
}

function Question({ search, onChange }: { search: ReadersSearch; onChange: (change: Change<ReadersSearch>) => void }) {
  const { t } = useText()
  const when = useId()
  const narrow = useIsNarrow()
  const thing = search.objet ?? 'cercle'
  return (
    <search className={css['form']} aria-label={t('readers.question')}>
      <SegmentedControl
        orientation={narrow ? 'vertical' : 'horizontal'}
        size="md"
        color="petrol"
        aria-label={t('readers.thing')}
        value={thing}
        onChange={(value) => onChange({ objet: value })}
        data={THINGS.map((value) => ({ value, label: t(`readers.thing.${value}`) }))}
      />
      {thing === 'cercle' && <PickCircle label={t('decisions.circle')} id={search.cercle} onPick={(id) => onChange({ cercle: id })} />}
      {thing === 'structure' && <PickDac label={t('audit.structure')} id={search.structure} onPick={(id) => onChange({ structure: id })} />}
      {(thing === 'message' || thing === 'fichier') && (
        <TextInput
          size="md"
          label={t(`readers.thing.${thing}`)}
          description={t(`readers.${thing}.help`)}
          value={search[thing] ?? ''}
          maxLength={300}
          onChange={(event) => onChange({ [thing]: event.currentTarget.value.trim() || undefined })}
        />
      )}
      <div className={css['when']} role="group" aria-labelledby={when}>
        <span id={when} className={css['fine']}>
          {t('readers.when.help')}
        </span>
        <TextInput
          type="datetime-local"
          size="md"
          label={t('readers.at')}
          value={search.le ?? ''}
          onChange={(event) => onChange({ le: event.currentTarget.value || undefined, du: undefined, au: undefined })}
        />
        <DayFields
          labels={{ from: t('decisions.from'), to: t('decisions.to') }}
          from={search.du}
          to={search.au}
          onFrom={(day) => onChange({ du: day, le: undefined })}
          onTo={(day) => onChange({ au: day, le: undefined })}
        />
      </div>
    </search>
  )
}

function Told({ answer, instant: isInstant }: { answer: Answer; instant: boolean }) {
  const { t, instant } = useText()
  const { people, place, thing, exports, chain, from, to } = answer
  const name = place.name ?? t(`readers.place.${place.kind}`)
  const summary = { count: people.length, name, from: from === null ? '' : instant(from), to: instant(to) }
  return (
    <>
      <div className={css['answer']} role="status">
        <p>
          <strong>{t(isInstant ? 'readers.told.at' : from === null ? 'readers.told.ever' : 'readers.told.between', summary)}</strong>
        </p>
        {thing !== null && (
          <p>
            {thing.deletedAt === null
              ? t('readers.thing.since', { from: instant(thing.saidAt) })
              : t('readers.thing.until', { from: instant(thing.saidAt), to: instant(thing.deletedAt) })}
          </p>
        )}
        <p className={css['fine']}>{t('readers.chain', { id: chain.lastId })}</p>
      </div>
      {people.length === 0 ? <Empty title={t('readers.nobody.title')} why={t('readers.nobody.why')} /> : <ReaderList people={people} />}
      {exports.length > 0 && (
        <div className={css['answer']}>
          <p>
            <strong>{t('readers.exports', { count: exports.length })}</strong>
          </p>
          <ul className={css['spans']}>
            {exports.map((one) => (
              <li key={one.eventId}>{t('readers.export', { by: one.by, when: instant(one.at) })}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
