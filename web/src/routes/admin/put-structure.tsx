import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Structure } from 'bridge/contract'
import { useEffect } from 'react'
import { newKey } from '../../api/new-key.ts'
import { type GivenStructure, putStructure } from '../../api/structures.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { StructureDialog } from '../../ui/places/structure-dialog.tsx'

interface Given {
  /** Undefined: a new one, which is then opened. */
  structure: Structure | undefined
  opened: boolean
  onClose: () => void
}

/** Adds a structure or changes one; what would end too many accesses is stopped and waits, and that is said. */
export function PutStructure({ structure, opened, onClose }: Given) {
  const { t } = useText()
  const { say } = useAnnouncer()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const putting = useMutation({
    mutationFn: ({ body, version }: { body: GivenStructure; version: number | undefined }) =>
      putStructure(structure?.id ?? newKey(), body, version),
    onSuccess: async (saved) => {
      say(t(structure === undefined ? 'places.added' : 'places.saved', { name: saved.name }))
      onClose()
      await queries.invalidateQueries({ queryKey: ['structures'] })
      await queries.invalidateQueries({ queryKey: ['structure', saved.id] })
      if (structure === undefined) await navigate({ to: '/admin/structures/$id', params: { id: saved.id } })
    },
  })
  useEffect(() => {
    if (opened) putting.reset()
  }, [opened])
  return (
    <StructureDialog
      opened={opened}
      structure={structure}
      busy={putting.isPending}
      error={putting.error}
      onSubmit={(body, version) => putting.mutate({ body, version })}
      onClose={onClose}
    />
  )
}
