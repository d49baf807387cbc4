import type { Circle } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../text/text.tsx'
import { ClosedIcon, DownIcon, DriftIcon, InStepIcon, LaterIcon, NothingIcon, PastIcon, RunningIcon } from './icons.tsx'
import css from './tag.module.css'

const ICONS = {
  ok: InStepIcon,
  drift: DriftIcon,
  bad: DownIcon,
  busy: RunningIcon,
  rest: ClosedIcon,
  later: LaterIcon,
  past: PastIcon,
  cancelled: NothingIcon,
}

/** A state in words, with a shape and a colour that say the same. */
export function Tag({ tone, children }: { tone: keyof typeof ICONS; children: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <span className={css['tag']} data-tone={tone}>
      <Icon size={16} aria-hidden className={css['icon']} />
      <span>{children}</span>
    </span>
  )
}

/** Does the homeserver follow the registry? */
export function StepTag({ inStep }: { inStep: boolean }) {
  const { t } = useText()
  return inStep ? <Tag tone="ok">{t('state.in-step')}</Tag> : <Tag tone="drift">{t('state.drift')}</Tag>
}

export function ClosedTag() {
  const { t } = useText()
  return <Tag tone="rest">{t('circle.closed')}</Tag>
}

/** Is the circle open, closed, or its journal sealed or gone? */
export function StatusTag({ circle: { status, journal } }: { circle: Pick<Circle, 'status' | 'journal'> }) {
  const { t } = useText()
  if (status === 'active') return <Tag tone="ok">{t('circle.active')}</Tag>
  if (journal === 'kept') return <ClosedTag />
  return <Tag tone={journal === 'sealed' ? 'rest' : 'past'}>{t(`circle.tag.${journal}`)}</Tag>
}
