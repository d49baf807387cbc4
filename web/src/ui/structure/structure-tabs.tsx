import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useText } from '../../text/text.tsx'
import tabs from '../tabs.module.css'
import css from './structure.module.css'
import type { Workplace } from './workplace.ts'

/** The pages of a DAC, for its own people. */
export function StructureTabs({ structure }: { structure: Workplace }) {
  const { t } = useText()
  const bar = useRef<HTMLElement>(null)
  // Where they do not all fit, the one that is open is seen.
  // In braces: what scrolling gives back is a promise in newer browsers, and no way to undo an effect.
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [])
  const given = {
    search: { structure: structure.id },
    activeOptions: { includeSearch: false },
    className: `${tabs['tab']} ${css['tab']}`,
  } as const
  return (
    <nav ref={bar} className={`${tabs['tabs']} ${css['tabs']}`} aria-label={t('structure.pages')}>
      <Link to="/liaison" {...given}>
        {t('structure.liaison')}
      </Link>
      <Link to="/structure/contacts" {...given}>
        {t('structure.contacts')}
      </Link>
      <Link to="/structure/documents" {...given}>
        {t('structure.documents')}
      </Link>
      <Link to="/structure/documents-usagers" {...given}>
        {t('structure.own-documents')}
      </Link>
      {structure.role === 'manager' && (
        <Link to="/structure/gestion" {...given}>
          {t('structure.manage')}
        </Link>
      )}
    </nav>
  )
}

interface Choice {
  structure: Workplace
  all: readonly Workplace[]
  onChoose: (id: string) => void
}
/** Which DAC the page is about: its name, or a choice for who works in several. */
export function StructureChoice({ structure, all, onChoose }: Choice) {
  const { t } = useText()
  if (all.length < 2) return structure.name
  return (
    <NativeSelect
      aria-label={t('structure.choice')}
      value={structure.id}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={all.map(({ id, name }) => ({ value: id, label: name }))}
      className={css['choice'] ?? ''}
    />
  )
}
