import { useQuery } from '@tanstack/react-query'
import type { Profile } from 'bridge/contract'
import type { ReactNode } from 'react'
import { profileQuery } from '../../api/own.ts'
import { Refused } from '../../api/request.ts'
import { Failure } from '../../ui/failure.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/states.tsx'
import { StructureRefused } from '../../ui/structure/structure-refused.tsx'
import { StructureChoice, StructureTabs } from '../../ui/structure/structure-tabs.tsx'
import { type Workplace, dacsOf } from '../../ui/structure/workplace.ts'

export interface Inside {
  readonly structure: Workplace
  readonly all: readonly Workplace[]
  readonly profile: Profile
}
interface Given {
  title: string
  /** The structure that the address names; else the first. */
  wanted: string | undefined
  managers?: boolean
  children: (inside: Inside) => ReactNode
}

/** The DAC that a page is about, once the registry said where the person works. To the others the page says that it is not theirs. */
export function InStructure({ title, wanted, managers = false, children }: Given) {
  const { data: profile, error, refetch } = useQuery(profileQuery)
  if (profile === undefined)
    return (
      <Page title={title}>
        {error === null ? (
          <Block flush>
            <Waiting lines={6} height={40} />
          </Block>
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    )
  const all = dacsOf(profile)
  const structure = wanted === undefined ? all[0] : all.find(({ id }) => id === wanted)
  if (structure === undefined || (managers && structure.role !== 'manager')) return <StructureRefused />
  return children({ structure, all, profile })
}

interface PageGiven extends Inside {
  title: string
  onChoose: (id: string) => void
  /** What a question of the page was answered: who works there no more is told so. */
  error: unknown
  children: ReactNode
}
export function StructurePage({ title, structure, all, onChoose, error, children }: PageGiven) {
  if (error instanceof Refused && error.status === 404) return <StructureRefused />
  return (
    <Page
      title={title}
      lead={<StructureChoice structure={structure} all={all} onChoose={onChoose} />}
      actions={<StructureTabs structure={structure} />}
    >
      {children}
    </Page>
  )
}
