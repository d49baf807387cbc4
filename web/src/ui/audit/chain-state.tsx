import { Button, Progress } from '@mantine/core'
import type { ChainCheck, ChainFault, ChainState } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { Tag } from '../tag.tsx'
import css from './audit.module.css'

interface Given {
  chain: ChainState
  asking: boolean
  onCheck: () => void
}

/** Is the record what was recorded? When that was last looked at, and where it is not. */
export function ChainSummary({ chain, asking, onCheck }: Given) {
  const { t, instant } = useText()
  const { lastCheck: check, seal } = chain
  const running = check?.finishedAt === null
  return (
    <div className={css['chain']}>
      <div className={css['chainHead']}>
        <Verdict check={check} />
        <p className={css['chainWords']}>
          {check === null
            ? t('audit.chain.never', { count: chain.length })
            : running
              ? t('audit.chain.running', { done: check.verified, count: check.length ?? chain.length })
              : t('audit.chain.checked', {
                  count: check.verified,
                  when: instant(check.finishedAt ?? check.askedAt),
                  by: byWhom(check, t('audit.chain.daily')),
                })}
        </p>
        <Button variant="default" size="sm" onClick={onCheck} loading={asking || running}>
          {t('audit.chain.check')}
        </Button>
      </div>
      {running && <Progress value={percent(check)} size="sm" aria-label={t('audit.chain.progress')} />}
      {check !== null && check.faultCount > 0 && <Faults check={check} />}
      <p className={css['fine']}>
        {seal === null ? t('audit.chain.unsealed') : t('audit.chain.sealed', { id: seal.lastId, when: instant(seal.at) })}{' '}
        {t('audit.chain.head', { id: chain.lastId })} <code className={css['hash']}>{chain.hash}</code>
      </p>
    </div>
  )
}

const percent = ({ verified, length }: ChainCheck): number => (length === null || length === 0 ? 0 : Math.round((verified / length) * 100))
const byWhom = ({ askedBy }: ChainCheck, daily: string): string => (askedBy === 'calendrier' ? daily : askedBy)

function Verdict({ check }: { check: ChainCheck | null }) {
  const { t } = useText()
  if (check === null) return <Tag tone="later">{t('audit.chain.unknown')}</Tag>
  if (check.finishedAt === null) return <Tag tone="busy">{t('audit.chain.busy')}</Tag>
  return check.faultCount === 0 ? (
    <Tag tone="ok">{t('audit.chain.whole')}</Tag>
  ) : (
    <Tag tone="bad">{t('audit.chain.faults', { count: check.faultCount })}</Tag>
  )
}

function Faults({ check }: { check: ChainCheck }) {
  const { t } = useText()
  return (
    <>
      <p className={css['warning']}>{t('audit.chain.what-to-do')}</p>
      <ul className={css['faults']}>
        {check.faults.map((fault) => (
          <li key={`${fault.fault} ${fault.after} ${fault.id}`}>
            <FaultWords fault={fault} />
          </li>
        ))}
      </ul>
      {check.faultCount > check.faults.length && (
        <p className={css['fine']}>{t('audit.chain.more', { count: check.faultCount - check.faults.length })}</p>
      )}
    </>
  )
}

function FaultWords({ fault: { fault, after, id } }: { fault: ChainFault }) {
  const { t } = useText()
  return <>{t(`audit.fault.${fault}`, { after: after ?? t('audit.fault.start'), id: id ?? '' })}</>
}
