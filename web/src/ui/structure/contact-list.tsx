import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Contact } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { CardIcon, MailIcon } from '../icons.tsx'
import link from '../link.module.css'
import css from './contact-list.module.css'
import { Who } from './contact-who.tsx'

interface Given {
  contacts: readonly Contact[]
  me: string
  onCard: (contact: Contact) => void
}

export function ContactList({ contacts, me, onCard }: Given) {
  return (
    <ul className={css['list']}>
      {contacts.map((contact) => (
        <li key={contact.personId} className={css['line']}>
          <Who contact={contact} me={me} />
          <Ways contact={contact} />
          <Acts contact={contact} me={me} onCard={onCard} />
        </li>
      ))}
    </ul>
  )
}

function Ways({ contact: { telephone, email } }: { contact: Contact }) {
  const { t } = useText()
  if (telephone === null && email === null) return <p className={css['none']}>{t('contacts.no-way')}</p>
  return (
    <div className={css['ways']}>
      {telephone !== null && (
        <a href={`tel:${telephone.replace(/[^+\d]/g, '')}`} className={link['link']}>
          {telephone}
        </a>
      )}
      {email !== null && (
        <a href={`mailto:${email}`} className={`${link['link']} ${css['email']}`}>
          {email}
        </a>
      )}
    </div>
  )
}

function Acts({ contact, me, onCard }: { contact: Contact; me: string; onCard: (contact: Contact) => void }) {
  const { t } = useText()
  const { personId, name } = contact
  return (
    <div className={css['acts']}>
      {personId !== me && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<MailIcon size={16} aria-hidden />}
          renderRoot={(given) => <Link to="/courrier/nouveau" search={{ a: personId }} {...given} />}
          aria-label={t('circle.page.write', { name })}
        >
          {t('circle.page.write.short')}
        </Button>
      )}
      <Button
        variant="subtle"
        size="compact-md"
        leftSection={<CardIcon size={16} aria-hidden />}
        onClick={() => onCard(contact)}
        aria-label={t('contacts.card.of', { name })}
      >
        {t('contacts.card')}
      </Button>
    </div>
  )
}
