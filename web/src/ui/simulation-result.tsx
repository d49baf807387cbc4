import { Title } from '@mantine/core'
import type { Simulation } from 'bridge/contract'
import { ANYWHERE, wishWords } from 'policies'
import { useLanguage, useText } from '../text/text.tsx'
import css from './decisions.module.css'
import { Notice } from './notice.tsx'
import { Tag } from './tag.tsx'

/** The answer, then each door that was asked: every rule that heard the question, and what it looked at. */
export function SimulationResult({ simulation }: { simulation: Simulation }) {
  const { t, words } = useText()
  const { allowed, sentence, told, doors } = simulation
  return (
    <>
      <Notice tone={allowed ? 'ok' : 'bad'} title={allowed ? t('simulator.yes') : t('simulator.no')}>
        <p>{words(sentence)}</p>
        {told !== null && <p>{words({ fr: `« ${told.fr} »`, en: `“${told.en}”` })}</p>}
      </Notice>
      {doors.map((door, index) => (
        <DoorAsked key={index} door={door} />
      ))}
    </>
  )
}

function DoorAsked({ door }: { door: Simulation['doors'][number] }) {
  const { t, words } = useText()
  const { language } = useLanguage()
  const wish = wishWords(language, { question: door.question, action: null, code: null }, ANYWHERE[language])
  return (
    <div className={css['door']}>
      <Title order={3}>
        {t(`simulator.door.${door.door}`)} <span className={css['wish']}>({wish})</span>
      </Title>
      <ul className={css['verdicts']}>
        {door.verdicts.map(({ rule, is, why, code, words: told }) => (
          <li key={rule} className={css['verdict']} data-refuses={code !== null}>
            <div className={css['verdictWords']}>
              <p className={css['is']}>{words(is)}</p>
              <p className={css['fine']}>{words(why)}</p>
              {told !== null && <p className={css['refusal']}>{words(told)}</p>}
            </div>
            {code === null ? <Tag tone="ok">{t('simulator.agrees')}</Tag> : <Tag tone="bad">{t('simulator.refuses')}</Tag>}
          </li>
        ))}
      </ul>
      {door.facts.length > 0 && (
        <div className={css['looked']}>
          <h4>{t('simulator.facts')}</h4>
          <ul>
            {door.facts.map((fact) => (
              <li key={fact.fr}>{words(fact)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
