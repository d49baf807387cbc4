import { Title } from '@mantine/core'
import { useText } from '../../text/text.tsx'
import { ConversationTools } from '../journal/conversation-tools.tsx'
import journal from '../journal/journal.module.css'
import { useArrival } from '../page.tsx'
import { StructureChoice, StructureTabs } from './structure-tabs.tsx'
import css from './structure.module.css'
import type { Workplace } from './workplace.ts'

interface Given {
  structure: Workplace
  all: readonly Workplace[]
  onChoose: (id: string) => void
  muted: boolean
  memberCount: number
  onMute: () => void
  onDate: (day: Date) => void
}

export function LiaisonHead({ structure, all, onChoose, memberCount, ...tools }: Given) {
  const { t } = useText()
  const heading = useArrival()
  return (
    <div className={`${journal['head']} ${css['liaison']}`}>
      <title>{`${t('structure.liaison')} · ${t('product.name')}`}</title>
      <div className={journal['title']}>
        <Title order={1} ref={heading} tabIndex={-1}>
          {t('structure.liaison')}
        </Title>
        <div className={css['under']}>
          <StructureChoice structure={structure} all={all} onChoose={onChoose} />
          <span>{t('liaison.readers', { count: memberCount })}</span>
        </div>
      </div>
      <StructureTabs structure={structure} />
      <div className={journal['tools']}>
        <ConversationTools {...tools} />
      </div>
    </div>
  )
}
