import { NativeSelect } from '@mantine/core'
import type { Preferences } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import table from '../table.module.css'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './wishes.module.css'

type Choices = Preferences['choices']
type News = keyof Choices
type Channel = 'app' | 'email'

const NEWS: readonly News[] = ['mail', 'journal', 'liaison', 'circle-change', 'read-confirmation', 'document']
/** Of a DAC alone. */
const OF_DACS: ReadonlySet<News> = new Set(['liaison', 'document'])
const RHYTHMS = { app: ['immediate', 'never'], email: ['immediate', 'daily', 'never'] } as const

interface Given {
  choices: Choices
  dac: boolean
  onChange: (choices: Choices) => void
}

/** What × where × how often; cards where a table does not fit. */
export function WishTable(given: Given) {
  const { t } = useText()
  const narrow = useIsNarrow()
  const news = NEWS.filter((one) => given.dac || !OF_DACS.has(one))
  if (narrow)
    return (
      <ul className={css['cards']}>
        {news.map((one) => (
          <li key={one} className={css['card']}>
            <p className={css['what']}>{t(`wishes.news.${one}`)}</p>
            <p className={css['fine']}>{t(`wishes.news.${one}.help`)}</p>
            <div className={css['pair']}>
              <Choice {...given} news={one} channel="app" labelled />
              <Choice {...given} news={one} channel="email" labelled />
            </div>
          </li>
        ))}
      </ul>
    )
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('wishes.news')}</th>
          <th scope="col">{t('wishes.channel.app')}</th>
          <th scope="col">{t('wishes.channel.email')}</th>
        </tr>
      </thead>
      <tbody>
        {news.map((one) => (
          <tr key={one}>
            <th scope="row">
              <span className={css['what']}>{t(`wishes.news.${one}`)}</span>
              <span className={css['fine']}>{t(`wishes.news.${one}.help`)}</span>
            </th>
            <td>
              <Choice {...given} news={one} channel="app" />
            </td>
            <td>
              <Choice {...given} news={one} channel="email" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Choice({ choices, onChange, news, channel, labelled = false }: Given & { news: News; channel: Channel; labelled?: boolean }) {
  const { t } = useText()
  const name = t(`wishes.channel.${channel}`)
  return (
    <NativeSelect
      {...(labelled ? { label: name } : {})}
      // Heard outside its row or its card, each says what it is about.
      aria-label={t('wishes.choice', { news: t(`wishes.news.${news}`), channel: name })}
      value={choices[news][channel]}
      onChange={({ currentTarget: { value } }) => {
        const rhythm = RHYTHMS[channel].find((one) => one === value)
        if (rhythm !== undefined) onChange({ ...choices, [news]: { ...choices[news], [channel]: rhythm } })
      }}
      data={RHYTHMS[channel].map((value) => ({ value, label: t(`wishes.rhythm.${value}`) }))}
      className={css['choice'] ?? ''}
      size="md"
    />
  )
}
