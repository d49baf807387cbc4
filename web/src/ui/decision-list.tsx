import { Link } from '@tanstack/react-router'
import type { Decision } from 'bridge/contract'
import { ANYWHERE, wishWords } from 'policies'
import { type ReactNode, useId } from 'react'
import { useLanguage, useText } from '../text/text.tsx'
import css from './decisions.module.css'
import { OpenIcon } from './icons.tsx'
import link from './link.module.css'
import { Tag } from './tag.tsx'
import { Fact } from './fact.tsx'

interface Given {
  decisions: Decision[]
  opened: string | undefined
  onOpen: (id: string | undefined) => void
}

/** One line per decision: what happened, in a sentence; why, on demand. */
export function DecisionList({ decisions, opened, onOpen }: Given) {
  return (
    <ul className={css['list']}>
      {decisions.map((decision) => (
        <Line key={decision.id} decision={decision} opened={decision.id === opened} onOpen={onOpen} />
      ))}
    </ul>
  )
}

function Line({ decision, opened, onOpen }: { decision: Decision; opened: boolean; onOpen: Given['onOpen'] }) {
  const { t, words, moment } = useText()
  const why = useId()
  const sentence = words(decision.sentence)
  return (
    <li className={css['line']} data-opened={opened}>
      <div className={css['lineHead']}>
        <div className={css['state-tag']}>
          {decision.allowed ? <Tag tone="ok">{t('decision.allowed')}</Tag> : <Tag tone="bad">{t('decision.refused')}</Tag>}
        </div>
        <div className={css['said']}>
          <p className={css['sentence']}>{sentence}</p>
          <p className={css['fine']}>
            <time dateTime={decision.firstAt}>{moment(decision.firstAt)}</time>
            {decision.count > 1 && ` · ${t('decision.times', { count: decision.count })}`}
          </p>
        </div>
        <button
          type="button"
          className={css['why']}
          aria-expanded={opened}
          aria-controls={opened ? why : undefined}
          aria-label={t('decision.why.of', { sentence })}
          onClick={() => onOpen(opened ? undefined : decision.id)}
        >
          {t('decision.why')}
          <OpenIcon size={18} aria-hidden className={css['chevron']} />
        </button>
      </div>
      {opened && (
        <div id={why} className={css['explained']}>
          <Explained decision={decision} />
        </div>
      )}
    </li>
  )
}

function Explained({ decision }: { decision: Decision }) {
  const { t, words, instant } = useText()
  const { language } = useLanguage()
  const { place, person, count, firstAt, lastAt, ruleIs, why, told, code, question, action, via } = decision
  const wish = wishWords(language, { question, action: null, code: null }, ANYWHERE[language])
  return (
    <>
      <dl className={css['facts']}>
        {ruleIs === null ? (
          <Fact name={t('decision.rule')}>{t('decision.allowed.why')}</Fact>
        ) : (
          <Fact name={t('decision.rule')}>
            <strong>{words(ruleIs)}</strong>
          </Fact>
        )}
        {why !== null && <Fact name={t('decision.reason')}>{words(why)}</Fact>}
        {told !== null && <Fact name={t('decision.told')}>{words({ fr: `« ${told.fr} »`, en: `“${told.en}”` })}</Fact>}
        <Fact name={t('decision.question')}>
          {wish} <code className={css['code']}>{action === null ? question : `${question} ${action}`}</code>
        </Fact>
        {code !== null && (
          <Fact name={t('decision.code')}>
            <code className={css['code']}>{code}</code>
          </Fact>
        )}
        <Fact name={t('decision.when')}>
          {count === 1
            ? instant(firstAt)
            : `${t('decision.times', { count })}, ${t('decision.between', { from: precise(firstAt, language), to: precise(lastAt, language) })}`}
        </Fact>
        <Fact name={t('decision.via')}>{t(`decision.via.${via}`)}</Fact>
      </dl>
      <ul className={css['ways']}>
        {person !== null && (
          <Way>
            <Link className={link['link']} to="/admin/decisions" search={{ personne: person.id }}>
              {t('decision.see.person')}
            </Link>
          </Way>
        )}
        {place !== null && (place.circleId !== null || place.structureId !== null) && (
          <Way>
            <Link
              className={link['link']}
              to="/admin/decisions"
              search={place.circleId !== null ? { cercle: place.circleId } : { structure: place.structureId ?? '' }}
            >
              {t('decision.see.place')}
            </Link>
          </Way>
        )}
        {place !== null && place.circleId !== null && (
          <Way>
            <Link className={link['link']} to="/admin/cercles/$id" params={{ id: place.circleId }}>
              {t('decision.see.circle')}
            </Link>
          </Way>
        )}
        {person !== null && place !== null && place.circleId !== null && (
          <Way>
            <Link className={link['link']} to="/admin/decisions/simulateur" search={{ qui: person.id, cercle: place.circleId }}>
              {t('decision.see.simulate')}
            </Link>
          </Way>
        )}
      </ul>
    </>
  )
}

const precise = (instant: string, language: string): string =>
  new Date(instant).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

const Way = ({ children }: { children: ReactNode }) => <li>{children}</li>
