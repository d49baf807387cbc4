import { Link } from '@tanstack/react-router'
import type { Person } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import css from '../circle-list.module.css'
import { memberName } from '../membership.ts'
import table from '../table.module.css'
import { Tag } from '../tag.tsx'
import { useIsNarrow } from '../use-is-narrow.ts'

export function PersonList({ people }: { people: readonly Person[] }) {
  return useIsNarrow() ? <Cards people={people} /> : <Table people={people} />
}

function Table({ people }: { people: readonly Person[] }) {
  const { t } = useText()
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('people.column.person')}</th>
          <th scope="col">{t('people.column.profession')}</th>
          <th scope="col">{t('people.column.status')}</th>
          <th scope="col">{t('people.column.account')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id} className={css['row']}>
            <th scope="row">
              <PersonLink person={person} />
            </th>
            <td>{person.profession}</td>
            <td>
              <StatusTag status={person.status} />
            </td>
            <td>
              <AccountTag person={person} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ people }: { people: readonly Person[] }) {
  return (
    <ul className={css['cards']}>
      {people.map((person) => (
        <li key={person.id} className={css['card']}>
          <PersonLink person={person} />
          <p className={css['about']}>{person.profession}</p>
          <span className={css['tags']}>
            <StatusTag status={person.status} />
            <AccountTag person={person} />
          </span>
        </li>
      ))}
    </ul>
  )
}

const PersonLink = ({ person }: { person: Person }) => (
  <Link to="/admin/personnes/$id" params={{ id: person.id }} className={css['link']}>
    {memberName(person)}
  </Link>
)

export function StatusTag({ status }: { status: Person['status'] }) {
  const { t } = useText()
  if (status === 'active') return <Tag tone="ok">{t('person.active')}</Tag>
  return status === 'suspended' ? <Tag tone="drift">{t('person.is-suspended')}</Tag> : <Tag tone="past">{t('person.is-departed')}</Tag>
}

export function AccountTag({ person: { account } }: { person: Person }) {
  const { t } = useText()
  const tone = ({ ready: 'ok', pending: 'busy', failed: 'bad' } as const)[account.state]
  return <Tag tone={tone}>{t(`person.account.${account.state}`)}</Tag>
}
