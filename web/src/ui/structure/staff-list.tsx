import { ActionIcon, Menu } from '@mantine/core'
import type { Contact } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { AwayIcon, MoreIcon, DepartureIcon, SubstituteIcon } from '../icons.tsx'
import css from './contact-list.module.css'
import { Who } from './contact-who.tsx'

export type StaffAct = 'substitute' | 'absence' | 'absence-end' | 'depart'
interface Given {
  people: readonly Contact[]
  me: string
  onAct: (act: StaffAct, person: Contact) => void
}

/** The people of a structure, and what its managers do for them. */
export function StaffList({ people, me, onAct }: Given) {
  return (
    <ul className={css['list']}>
      {people.map((person) => (
        <li key={person.personId} className={css['staff']}>
          <Who contact={person} me={me} />
          <Acts person={person} me={me} onAct={(act) => onAct(act, person)} />
        </li>
      ))}
    </ul>
  )
}

function Acts({ person, me, onAct }: { person: Contact; me: string; onAct: (act: StaffAct) => void }) {
  const { t } = useText()
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('manage.acts', { name: person.name })}>
          <MoreIcon size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<SubstituteIcon size={18} aria-hidden />} onClick={() => onAct('substitute')}>
          {t('manage.substitute')}
        </Menu.Item>
        <Menu.Item leftSection={<AwayIcon size={18} aria-hidden />} onClick={() => onAct('absence')}>
          {t(person.absence === null ? 'manage.absence' : 'manage.absence.change')}
        </Menu.Item>
        {person.absence !== null && (
          <Menu.Item leftSection={<AwayIcon size={18} aria-hidden />} onClick={() => onAct('absence-end')}>
            {t('manage.absence.end')}
          </Menu.Item>
        )}
        {person.personId !== me && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<DepartureIcon size={18} aria-hidden />} onClick={() => onAct('depart')}>
              {t('manage.depart')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
