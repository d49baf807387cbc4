import { Link } from '@tanstack/react-router'
import type { Retention } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { DownIcon, InStepIcon, LaterIcon, NothingIcon, RunningIcon } from '../icons.tsx'
import link from '../link.module.css'
import { Block } from '../page.tsx'
import css from './retention.module.css'

interface Step {
  what: 'closed' | 'sealed' | 'archived' | 'approved' | 'purged' | 'lifted'
  /** Null: not yet. */
  at: string | null
  by: string | null
  reason: string | null
}

/** Each act with who did it and when, in their order: of a purged journal, the proof. */
export function CourseBlock(given: { retention: Retention; mayReadReaders: boolean; mayReadAudit: boolean }) {
  const { t } = useText()
  const { retention, mayReadReaders, mayReadAudit } = given
  const isProof = retention.state === 'purged'
  const steps = stepsOf(retention)
  const now = steps.findIndex(({ at }) => at === null)
  const failed = retention.state === 'sealed' && retention.failure !== null
  const cercle = retention.circle.id
  return (
    <Block
      title={t(isProof ? 'retention.course.proof' : 'retention.course')}
      {...(isProof ? { lead: t('retention.course.proof.lead') } : {})}
    >
      <ol className={css['course']}>
        {steps.map((step, index) => (
          <li
            key={step.what}
            className={css['act']}
            data-is={step.at !== null ? 'done' : index !== now ? 'later' : failed ? 'failed' : 'now'}
          >
            <Act step={step} isNow={index === now} failed={failed} />
          </li>
        ))}
      </ol>
      <div className={`${css['ways']} ${css['screen']}`}>
        <Link className={link['link']} to="/admin/cercles/$id" params={{ id: cercle }}>
          {t('retention.course.circle')}
        </Link>
        {mayReadReaders && (
          <Link className={link['link']} to="/admin/audit/lecteurs" search={{ objet: 'cercle', cercle }}>
            {t('retention.course.readers')}
          </Link>
        )}
        {mayReadAudit && (
          <Link className={link['link']} to="/admin/audit" search={{ cercle }}>
            {t('retention.course.audit')}
          </Link>
        )}
      </div>
      {isProof && <p className={css['printed']}>{t('retention.printed', { id: retention.id })}</p>}
    </Block>
  )
}

/** The closing has its own event, and the service does the rest. */
const NOBODY = { by: null, reason: null }

function stepsOf({ circle, askedAt, askedBy, reason, archive, state, decidedAt, decidedBy, decisionReason, purgedAt }: Retention): Step[] {
  const before: Step[] = [
    { what: 'closed', at: circle.closedAt, ...NOBODY },
    { what: 'sealed', at: askedAt, by: askedBy, reason },
  ]
  const archived: Step = { what: 'archived', at: archive?.at ?? null, ...NOBODY }
  const decided = { at: decidedAt, by: decidedBy, reason: decisionReason }
  // A seal that is lifted before has no archive, and never will.
  if (state === 'lifted') return [...before, ...(archive === null ? [] : [archived]), { what: 'lifted', ...decided }]
  return [...before, archived, { what: 'approved', ...decided }, { what: 'purged', at: purgedAt, ...NOBODY }]
}

const ICONS = { awaited: LaterIcon, failed: DownIcon, now: RunningIcon }

function Act({ step: { what, at, by, reason }, isNow, failed }: { step: Step; isNow: boolean; failed: boolean }) {
  const { t, instant } = useText()
  const awaited = what === 'approved' ? 'awaited' : failed ? 'failed' : 'now'
  const Icon = at !== null ? (what === 'lifted' ? NothingIcon : InStepIcon) : isNow ? ICONS[awaited] : LaterIcon
  return (
    <>
      <Icon size={20} aria-hidden className={css['actIcon']} />
      <div className={css['words']}>
        <p className={css['name']}>{t(`retention.course.${what}`)}</p>
        {at === null ? (
          <p className={css['fine']}>{t(`retention.course.${isNow ? awaited : 'later'}`)}</p>
        ) : (
          <p>
            <time dateTime={at}>{instant(at)}</time>
            {by !== null && `, ${t('retention.course.by', { by })}`}
          </p>
        )}
        {at !== null && reason !== null && <p className={css['fine']}>{t('retention.course.reason', { reason })}</p>}
      </div>
    </>
  )
}
