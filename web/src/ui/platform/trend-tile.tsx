import type { Trend } from 'bridge/contract'
import { useId } from 'react'
import { useText } from '../../text/text.tsx'
import css from './platform.module.css'

type Day = Trend['days'][number]
const DAYS_BEFORE = 7
/** A day is a date, not an instant: at noon it is the same date everywhere near. */
const noonOf = (day: string): string => `${day}T12:00:00`

/** What today has, how that compares with the days before, and thirty days as a picture and as a table. */
export function TrendTile({ trend: { measure, days } }: { trend: Trend }) {
  const { t, number } = useText()
  const trendOf = useTrend()
  const heading = useId()
  const today = days.at(-1)?.value ?? null
  const before = days.slice(-1 - DAYS_BEFORE, -1).flatMap(({ value }) => value ?? [])
  const usual = before.length === 0 ? null : before.reduce((sum, value) => sum + value, 0) / before.length
  return (
    <section className={css['tile']} aria-labelledby={heading}>
      <h3 id={heading}>{t(`trend.${measure}`)}</h3>
      <p>
        <span className={css['value']}>{today === null ? '–' : number(today)}</span> <span className={css['fine']}>{t('trend.today')}</span>
      </p>
      <p className={css['fine']}>
        {usual === null ? t('trend.unusual') : t('trend.usual', { value: Math.round(usual) })}
        {usual !== null && today !== null && ` · ${trendOf(today, usual)}`}
      </p>
      <Chart what={t(`trend.${measure}.what`)} days={days} />
      <Figures what={t(`trend.${measure}.what`)} days={days} />
    </section>
  )
}

function useTrend(): (today: number, usual: number) => string {
  const { t } = useText()
  return (today, usual) => {
    const percent = usual === 0 ? (today === 0 ? 0 : 100) : Math.round((100 * (today - usual)) / usual)
    return Math.abs(percent) < 5 ? t('trend.flat') : t(percent > 0 ? 'trend.up' : 'trend.down', { percent: Math.abs(percent) })
  }
}

const WIDTH = 300
const HEIGHT = 56

function Chart({ what, days }: { what: string; days: readonly Day[] }) {
  const { t, day } = useText()
  const most = Math.max(0, ...days.map(({ value }) => value ?? 0))
  const step = WIDTH / Math.max(1, days.length)
  const [from, to] = [days[0], days.at(-1)]
  return (
    <svg
      className={css['chart']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('trend.chart', {
        what,
        from: from === undefined ? '' : day(noonOf(from.day)),
        to: to === undefined ? '' : day(noonOf(to.day)),
        most,
      })}
    >
      <line className={css['base']} x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {days.map(({ day: at, value }, index) => {
        // What was counted is seen, however small it is beside the others.
        const height = value === null || value === 0 ? 0 : Math.max(2, ((HEIGHT - 2) * value) / Math.max(1, most))
        return <rect key={at} className={css['bar']} x={index * step + 1} width={step - 2} y={HEIGHT - height} height={height} />
      })}
    </svg>
  )
}

/** The same for whoever does not see the picture, or wants the numbers. */
function Figures({ what, days }: { what: string; days: readonly Day[] }) {
  const { t, day, number } = useText()
  return (
    <details className={css['figures']}>
      <summary>{t('trend.table')}</summary>
      <div tabIndex={0} role="group" aria-label={what}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('trend.day')}</th>
              <th scope="col">{t('trend.value')}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day: at, value }) => (
              <tr key={at}>
                <th scope="row">{day(noonOf(at))}</th>
                <td>{value === null ? t('trend.unmeasured') : number(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
