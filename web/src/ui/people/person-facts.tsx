import type { Absence, Person } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import css from '../circle-head.module.css'
import { CopyButton } from '../copy-button.tsx'
import { AccountTag, StatusTag } from './person-list.tsx'
import { useAbsenceWords } from './use-absence-words.ts'

/** Who they are, how to reach them, how their account is; when they are away, if they are. */
export function PersonFacts({ person, absence }: { person: Person; absence: Absence | null }) {
  const { t } = useText()
  const absenceWords = useAbsenceWords()
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
      {absence !== null && <HeadFact name={t('why.absence')}>{absenceWords(absence)}</HeadFact>}
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
