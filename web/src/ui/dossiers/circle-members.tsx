import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OwnCircleMember } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { MailIcon } from '../icons.tsx'
import table from '../table.module.css'
import { useIsNarrow } from '../use-is-narrow.ts'
import css from './circle-members.module.css'

interface Given {
  members: readonly OwnCircleMember[]
  me: string | undefined
}

export function CircleMembers({ members, me }: Given) {
  return useIsNarrow() ? <Cards members={members} me={me} /> : <Table members={members} me={me} />
}
const keyOf = ({ personId, source, start }: OwnCircleMember) => `${personId} ${source} ${start}`

function Table({ members, me }: Given) {
  const { t } = useText()
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th scope="col">{t('circle.page.name')}</th>
          <th scope="col">{t('circle.page.role')}</th>
          <th scope="col">{t('circle.page.structures')}</th>
          <th scope="col">{t('circle.page.period')}</th>
          <th scope="col">{t('circle.page.by')}</th>
          <td className={css['corner']} />
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={keyOf(member)}>
            <th scope="row">
              <Name member={member} me={me} />
            </th>
            <td>{member.role}</td>
            <td>{member.structures.join(', ') || t('none')}</td>
            <td>
              <Period member={member} />
            </td>
            <td>
              <By member={member} />
            </td>
            <td className={css['act']}>
              <Write member={member} me={me} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ members, me }: Given) {
  const { t } = useText()
  return (
    <ul className={css['cards']}>
      {members.map((member) => (
        <li key={keyOf(member)} className={css['card']}>
          <p className={css['head']}>
            <Name member={member} me={me} />
          </p>
          <dl className={css['facts']}>
            <dt>{t('circle.page.role')}</dt>
            <dd>{member.role}</dd>
            <dt>{t('circle.page.structures')}</dt>
            <dd>{member.structures.join(', ') || t('none')}</dd>
            <dt>{t('circle.page.period')}</dt>
            <dd>
              <Period member={member} />
            </dd>
            <dt>{t('circle.page.by')}</dt>
            <dd>
              <By member={member} />
            </dd>
          </dl>
          <Write member={member} me={me} />
        </li>
      ))}
    </ul>
  )
}

function Name({ member, me }: { member: OwnCircleMember; me: string | undefined }) {
  const { t } = useText()
  return (
    <>
      {member.name}
      {member.personId === me && ` (${t('circle.page.you')})`}
      <span className={css['profession']}>{member.profession}</span>
      {member.replaces !== null && <span className={css['profession']}>{t('circle.page.replaces', { name: member.replaces.name })}</span>}
    </>
  )
}

function Period({ member: { start, end } }: { member: OwnCircleMember }) {
  const { t, day } = useText()
  return end === null ? t('circle.page.since', { when: day(start) }) : t('circle.page.since-until', { when: day(start), until: day(end) })
}

function By({ member: { requestedBy, reason } }: { member: OwnCircleMember }) {
  const { t } = useText()
  return (
    <>
      {requestedBy}
      {reason !== null && reason !== '' && <span className={css['reason']}>{t('circle.page.reason', { reason })}</span>}
    </>
  )
}

function Write({ member, me }: { member: OwnCircleMember; me: string | undefined }) {
  const { t } = useText()
  if (member.personId === me || member.personStatus !== 'active') return null
  return (
    <Button
      variant="default"
      size="compact-md"
      leftSection={<MailIcon size={16} aria-hidden />}
      renderRoot={(given) => <Link to="/courrier/nouveau" search={{ a: member.personId }} {...given} />}
      aria-label={t('circle.page.write', { name: member.name })}
    >
      {t('circle.page.write.short')}
    </Button>
  )
}
