import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Preferences } from 'bridge/contract'
import { hearAgain } from '../../api/notifications.ts'
import { ownCirclesQuery, profileQuery } from '../../api/own.ts'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import { useErrorWords } from '../../ui/failure.tsx'
import { type MutedPlace, MutedList } from '../../ui/notifications/muted-list.tsx'
import { Block } from '../../ui/page.tsx'

/** The journals and liaison books that the professional silenced, here or in another client, where they still are. */
export function Muted({ mutes }: { mutes: Preferences['mutes'] }) {
  const { t } = useText()
  const { say, warn } = useAnnouncer()
  const words = useErrorWords()
  const queries = useQueryClient()
  const { data: circles } = useQuery(ownCirclesQuery)
  const { data: profile } = useQuery(profileQuery)
  const hearing = useMutation({
    mutationFn: ({ kind, id }: MutedPlace) => hearAgain(kind, id),
    onSuccess: async (_nothing, { name }) => {
      say(t('wishes.muted.heard', { name }))
      await queries.invalidateQueries({
        queryKey: ['own'],
        predicate: ({ queryKey }) => queryKey[1] === 'preferences' || queryKey[1] === 'circles',
      })
    },
    onError: (error) => warn(`${t('wishes.not-saved')} ${words(error).message}`),
  })
  const places: MutedPlace[] = [
    ...(circles ?? [])
      .filter(({ id }) => mutes.journals.includes(id))
      .map(({ id, patient }) => ({ kind: 'journals' as const, id, name: patient.displayName })),
    ...(profile?.structures ?? [])
      .filter(({ id }) => mutes.liaison.includes(id))
      .map(({ id, name }) => ({ kind: 'liaison' as const, id, name })),
  ]
  return (
    <Block flush={places.length > 0} title={t('wishes.muted')} lead={t('wishes.muted.lead')}>
      <MutedList places={places} busy={hearing.isPending ? hearing.variables.id : null} onHear={hearing.mutate} />
    </Block>
  )
}
