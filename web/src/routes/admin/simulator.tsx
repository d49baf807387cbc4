import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Asked, simulationQuery } from '../../api/decisions.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import css from '../../ui/decisions.module.css'
import { DecisionViews } from '../../ui/decision-views.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { type Pickers, SimulationForm, type Values, actOf, missingIn } from '../../ui/simulation-form.tsx'
import { SimulationResult } from '../../ui/simulation-result.tsx'
import { Empty, Waiting } from '../../ui/states.tsx'
import { PickCircle, PickDac, PickPerson } from './pickers.tsx'

const route = getRouteApi('/console/admin/decisions/simulateur')

/** What is asked lies in the address, so that an answer can be shown to somebody else. */
export function Simulator() {
  const { t } = useText()
  const { language } = useLanguage()
  const { say } = useAnnouncer()
  const asked = route.useSearch()
  const navigate = route.useNavigate()
  const [values, setValues] = useState<Values>(asked)
  // Another address, by a link or the back button, is another question.
  const address = JSON.stringify(asked)
  useEffect(() => setValues(JSON.parse(address) as Values), [address])
  const { data, error, isFetching, refetch } = useQuery(simulationQuery(questionOf(asked)))
  const answer = data?.sentence[language]
  useEffect(() => {
    if (answer !== undefined && !isFetching) say(answer, { shown: false })
  }, [answer, isFetching, say])

  const set = (change: { [Key in keyof Values]: Values[Key] | undefined }) =>
    setValues(Object.fromEntries(Object.entries({ ...values, ...change }).filter(([, value]) => value !== undefined)) as Values)
  const pickers: Pickers = {
    who: (wrong) => <PickPerson label={t('simulator.who')} id={values.qui} onPick={(qui) => set({ qui })} error={wrong} />,
    subject: (wrong) => <PickPerson label={t('simulator.subject')} id={values.sur} onPick={(sur) => set({ sur })} error={wrong} />,
    circle: (wrong) => <PickCircle label={t('decisions.circle')} id={values.cercle} onPick={(cercle) => set({ cercle })} error={wrong} />,
    structure: (wrong) => (
      <PickDac label={t('simulator.structure')} id={values.structure} onPick={(structure) => set({ structure })} error={wrong} />
    ),
  }
  const submit = () => {
    const wanted: Values = { ...values, acte: actOf(values) }
    if (JSON.stringify(wanted) === address) void refetch()
    else void navigate({ search: wanted, resetScroll: false })
  }
  return (
    <Page title={t('simulator.title')} lead={t('simulator.lead')}>
      <DecisionViews />
      <div className={css['simulator']}>
        <Block title={t('simulator.form')}>
          <SimulationForm values={values} onChange={setValues} onSubmit={submit} busy={isFetching} pickers={pickers} />
        </Block>
        <Block title={t('simulator.result')} busy={isFetching} flush={data === undefined && error === null}>
          {data !== undefined ? (
            <SimulationResult simulation={data} />
          ) : error !== null ? (
            <Failure error={error} title={t('simulator.failed')} onRetry={() => void refetch()} />
          ) : isFetching ? (
            <Waiting lines={5} height={34} />
          ) : (
            <Empty title={t('simulator.empty.title')} why={t('simulator.empty.why')} />
          )}
        </Block>
      </div>
    </Page>
  )
}

/** undefined until everything that the act needs is there. */
function questionOf(values: Values): Asked | undefined {
  if (values.acte === undefined || missingIn(values).length > 0) return undefined
  const { qui = '', sur, cercle, structure, genre, suivi } = values
  return {
    act: actOf(values),
    personId: qui,
    ...(sur === undefined ? {} : { subjectId: sur }),
    ...(cercle !== undefined ? { circleId: cercle } : structure === undefined ? {} : { structureId: structure, kind: genre ?? 'liaison' }),
    followed: suivi === 'oui',
  }
}
