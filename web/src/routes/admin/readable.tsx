import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import type { ReadablePlace } from 'bridge/contract'
import { readableQuery } from '../../api/audit.ts'
import { useText } from '../../text/text.tsx'
import css from '../../ui/audit/audit.module.css'
import { AuditViews } from '../../ui/audit/audit-views.tsx'
import { GrantLines } from '../../ui/audit/grant-lines.tsx'
import { AwaitedBlock } from '../../ui/awaited-block.tsx'
import link from '../../ui/link.module.css'
import { Block, Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { instantOf } from './search-words.ts'
import { PickPerson } from './pickers.tsx'

const route = getRouteApi('/console/admin/audit/lisible')

/** Everything that one professional could read at an instant. */
export function Readable() {
  const { t, instant } = useText()
  const { personne, le } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, isFetching, refetch } = useQuery(readableQuery(personne, instantOf(le)))
  return (
    <Page title={t('readable.title')} lead={t('readable.lead')}>
      <AuditViews />
      <Block>
        <search className={css['form']} aria-label={t('readers.question')}>
          <PickPerson
            label={t('decisions.person')}
            id={personne}
            onPick={(id) =>
              void navigate({
                replace: true,
                search: ({ le: kept }) => ({ ...(id === undefined ? {} : { personne: id }), ...(kept === undefined ? {} : { le: kept }) }),
              })
            }
          />
          <TextInput
            type="datetime-local"
            size="md"
            label={t('readers.at')}
            description={t('readable.at.help')}
            value={le ?? ''}
            onChange={(event) => {
              const at = event.currentTarget.value
              void navigate({
                replace: true,
                search: ({ personne: kept }) => ({ ...(kept === undefined ? {} : { personne: kept }), ...(at === '' ? {} : { le: at }) }),
              })
            }}
          />
        </search>
      </Block>
      {personne === undefined ? (
        <Block>
          <Empty title={t('readable.ask.title')} why={t('readable.ask.why')} />
        </Block>
      ) : data !== undefined ? (
        <Block flush busy={isFetching} title={t('readers.answer')}>
          <div className={css['answer']} role="status">
            <p>
              <strong>{t('readable.told', { name: data.person.name, count: data.places.length, when: instant(data.at) })}</strong>
            </p>
            <p>{t('readable.conversations', { count: data.conversations })}</p>
            <p className={css['fine']}>{t('readers.chain', { id: data.chain.lastId })}</p>
          </div>
          {data.places.length === 0 ? (
            <Empty title={t('readable.nothing.title')} why={t('readable.nothing.why')} />
          ) : (
            <ul className={css['places']}>
              {data.places.map(({ place, grants }) => (
                <li key={`${place.kind} ${place.circleId ?? place.structureId}`} className={css['place']}>
                  <PlaceName place={place} />
                  <GrantLines grants={grants} />
                </li>
              ))}
            </ul>
          )}
        </Block>
      ) : (
        <AwaitedBlock lines={6} height={44} error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

function PlaceName({ place: { kind, name, circleId } }: { place: ReadablePlace }) {
  const { t } = useText()
  return (
    <span className={css['name']}>
      {t(`readable.place.${kind}`)}{' '}
      {circleId === null ? (
        name
      ) : (
        <Link className={link['link']} to="/admin/cercles/$id" params={{ id: circleId }}>
          {name ?? circleId}
        </Link>
      )}
    </span>
  )
}
