import type { Profile } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import css from './account.module.css'

/** Who one is to the others. The registry says so: it is changed where the registry is fed, and not here. */
export function ProfileFacts({ profile }: { profile: Profile }) {
  const { t } = useText()
  const { givenName, familyName, profession, structures, email, telephone, userId } = profile
  return (
    <>
      <dl className={css['facts']}>
        <Fact name={t('profile.name')}>
          {givenName} {familyName.toLocaleUpperCase('fr')}
        </Fact>
        <Fact name={t('profile.profession')}>{profession}</Fact>
        <Fact name={t('profile.structures', { count: structures.length })}>
          {structures.length === 0 ? (
            t('profile.structures.none')
          ) : (
            <ul>
              {structures.map(({ id, name, dac, role }) => (
                <li key={id}>
                  {name}
                  {dac && <span className={css['fine']}> · {t(`profile.role.${role}`)}</span>}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={t('profile.email')}>{email ?? t('profile.unknown')}</Fact>
        <Fact name={t('profile.telephone')}>{telephone ?? t('profile.unknown')}</Fact>
        <Fact name={t('profile.account')}>{userId}</Fact>
      </dl>
      <p className={css['fine']}>{t('profile.who-changes')}</p>
    </>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
