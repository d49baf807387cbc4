import type { Person } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import css from '../circle-head.module.css'
import { CopyButton } from '../copy-button.tsx'
import { AccountTag, StatusTag } from './person-list.tsx'

/** Who they are, how to reach them, and how their account is. */
export function PersonFacts({ person }: { person: Person }) {
  const { t } = useText()
  const { profession, status, account, userId, rpps, email, telephone } = person
  const right = person.administrator ? 'administrator' : person.consoleRole
  return (
    <dl className={css['facts']}>
      <HeadFact name={t('people.column.profession')}>{profession}</HeadFact>
      <HeadFact name={t('people.column.status')}>
        <StatusTag status={status} />
      </HeadFact>
      <HeadFact name={t('people.column.account')}>
        <AccountTag person={person} />
        {account.error !== undefined && <span>{t('person.account.error', { error: account.error })}</span>}
      </HeadFact>
      <HeadFact name={t('person.identifier')}>
        <span className={css['room']}>
          <code>{userId}</code>
        </span>
        <CopyButton value={userId} label={t('person.identifier.copy')} />
      </HeadFact>
      {rpps !== undefined && <HeadFact name={t('person.rpps')}>{rpps}</HeadFact>}
      {email !== undefined && <HeadFact name={t('person.email')}>{email}</HeadFact>}
      {telephone !== undefined && <HeadFact name={t('person.telephone')}>{telephone}</HeadFact>}
      {right !== undefined && <HeadFact name={t('person.right')}>{t(`person.right.${right}`)}</HeadFact>}
    </dl>
  )
}

function HeadFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
