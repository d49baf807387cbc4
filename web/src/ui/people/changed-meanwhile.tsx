import { Button } from '@mantine/core'
import type { Person } from 'bridge/contract'
import { useEffect } from 'react'
import { useText } from '../../text/text.tsx'
import { useAnnouncer } from '../announcer.tsx'
import { Notice } from '../notice.tsx'

const NAMES = {
  givenName: 'person.given-name',
  familyName: 'person.family-name',
  profession: 'people.column.profession',
  rpps: 'person.rpps',
  email: 'person.email',
  telephone: 'person.telephone',
  status: 'people.column.status',
  administrator: 'person.right',
  consoleRole: 'person.right',
} as const
const FIELDS = Object.keys(NAMES) as (keyof typeof NAMES)[]

/** Somebody else changed them while the form was open: nothing was saved, and it says what is not true any more. */
export function ChangedMeanwhile({ read, now, onAgain }: { read: Person; now: Person; onAgain: () => void }) {
  const { t, list } = useText()
  const { warn } = useAnnouncer()
  const title = t('person.changed.title')
  useEffect(() => warn(title, { shown: false }), [warn, title])
  const others = [...new Set(FIELDS.filter((field) => read[field] !== now[field]).map((field) => t(NAMES[field])))]
  return (
    <Notice tone="bad" title={title}>
      <p>{others.length === 0 ? t('person.changed.why') : t('person.changed.fields', { fields: list(others) })}</p>
      <Button variant="default" onClick={onAgain}>
        {t('person.changed.again')}
      </Button>
    </Notice>
  )
}
