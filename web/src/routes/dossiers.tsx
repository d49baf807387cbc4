import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useDeferredValue, useEffect } from 'react'
import { ownCirclesQuery } from '../api/own.ts'
import { useRoomNews } from '../matrix/room-news.ts'
import { useText } from '../text/text.tsx'
import { useAnnouncer } from '../ui/announcer.tsx'
import { DossierList } from '../ui/dossiers/dossier-list.tsx'
import css from '../ui/dossiers/dossiers.module.css'
import { isFoundBy, sortDossiers } from '../ui/dossiers/sort-dossiers.ts'
import { Failure } from '../ui/failure.tsx'
import { Block, Page } from '../ui/page.tsx'
import { Empty, Waiting } from '../ui/states.tsx'
import { SearchField } from '../ui/search-field.tsx'

const route = getRouteApi('/pages/dossiers')

/** The patients whom the person follows. */
export function Dossiers() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const rooms = useRoomNews()
  const { data, error, refetch } = useQuery(ownCirclesQuery)
  const words = useDeferredValue(q.trim())
  const found = data === undefined ? undefined : sortDossiers(data, rooms).filter(({ patient }) => isFoundBy(patient.displayName, words))
  const count = found?.length
  useEffect(() => {
    if (count !== undefined && words !== '') say(t('dossiers.shown', { count }), { shown: false })
  }, [count, words, say, t])

  const search = (typed: string) => void navigate({ replace: true, search: typed === '' ? {} : { q: typed } })
  return (
    <Page title={t('dossiers.title')} lead={t('dossiers.lead')}>
      <search className={css['search']}>
        <SearchField label={t('dossiers.search')} value={q} onType={search} />
      </search>
      {found === undefined ? (
        error === null ? (
          <Block flush>
            <Waiting lines={8} height={42} />
          </Block>
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Block flush>
          {found.length > 0 ? (
            <DossierList dossiers={found} />
          ) : words === '' ? (
            <Empty title={t('dossiers.empty.title')} why={t('dossiers.empty.why')}>
              <Button variant="default" onClick={() => void refetch()}>
                {t('dossiers.refresh')}
              </Button>
            </Empty>
          ) : (
            <Empty title={t('dossiers.nothing.title')} why={t('dossiers.nothing.why', { words })}>
              <Button variant="default" onClick={() => search('')}>
                {t('dossiers.nothing.clear')}
              </Button>
            </Empty>
          )}
        </Block>
      )}
    </Page>
  )
}
