import { Menu, UnstyledButton } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import type { Profile } from 'bridge/contract'
import type { ReactNode } from 'react'
import { useText } from '../../text/text.tsx'
import bar from '../bar.module.css'
import { Brand } from '../brand.tsx'
import { BellIcon, DossierIcon, HomeIcon, MailIcon, OpenIcon, PersonIcon, SearchIcon, SignOutIcon, StructureIcon } from '../icons.tsx'
import { memberName } from '../membership.ts'
import { useSwitches } from '../preferences.tsx'
import { dacsOf } from '../structure/workplace.ts'
import { Badge } from './badge.tsx'
import css from './shell.module.css'

export interface News {
  readonly mail: number
  readonly journals: number
  readonly bell: number
  /** Of the liaison books. */
  readonly liaison: number
}

interface Given {
  news: News
  profile: Profile | undefined
  onSearch: () => void
  onKeys: () => void
  onSignOut: () => void
}

export function ShellBar({ news, onSearch, ...account }: Given) {
  const { t } = useText()
  const hasDac = dacsOf(account.profile).length > 0
  return (
    <header className={bar['bar']}>
      <div className={bar['barInside']}>
        <Brand to="/" short />
        <nav className={`${bar['nav']} ${css['wide']}`} aria-label={t('shell.nav')}>
          <Places news={news} structure={hasDac} className={bar['navLink'] ?? ''} />
        </nav>
        <div className={bar['tools']}>
          <UnstyledButton className={css['search'] ?? ''} onClick={onSearch} aria-keyshortcuts="Control+K">
            <SearchIcon size={20} aria-hidden />
            <span className={css['searchName']}>{t('shell.search')}</span>
            <kbd aria-hidden className={css['keys']}>
              {t('shell.search.keys')}
            </kbd>
          </UnstyledButton>
          <Link
            to="/notifications"
            className={css['bell']}
            aria-label={bellWords(t('shell.bell'), t('shell.unread', { count: news.bell }), news.bell)}
          >
            <BellIcon size={22} aria-hidden />
            {news.bell > 0 && (
              <span className={css['badge']} aria-hidden>
                {news.bell > 99 ? '99+' : news.bell}
              </span>
            )}
          </Link>
          <Account {...account} />
        </div>
      </div>
    </header>
  )
}
const bellWords = (name: string, unread: string, count: number) => (count === 0 ? name : `${name} : ${unread}`)

function Places({ news, structure, className, icons = false }: { news: News; structure: boolean; className: string; icons?: boolean }) {
  const { t } = useText()
  const icon = (shown: ReactNode) => (icons ? shown : null)
  // One place, though its pages are not below the one that opens it.
  const inStructure = useLocation({ select: ({ pathname }) => /^\/(liaison|structure\/)/.test(pathname) })
  const inMail = useLocation({ select: ({ pathname }) => pathname.startsWith('/courrier/') })
  return (
    <>
      <Link to="/accueil" className={className}>
        {icon(<HomeIcon size={22} aria-hidden />)}
        <span>{t('shell.home')}</span>
      </Link>
      <Link
        to="/courrier/recus"
        className={className}
        activeOptions={{ includeSearch: false }}
        {...(inMail ? { 'aria-current': 'page' as const } : {})}
      >
        {icon(<MailIcon size={22} aria-hidden />)}
        <span>{t('shell.mail')}</span>
        <Badge count={news.mail} />
      </Link>
      <Link to="/dossiers" className={className} activeOptions={{ includeSearch: false }}>
        {icon(<DossierIcon size={22} aria-hidden />)}
        <span>{t('shell.dossiers')}</span>
        <Badge count={news.journals} />
      </Link>
      {structure && (
        <Link
          to="/liaison"
          className={className}
          activeOptions={{ includeSearch: false }}
          {...(inStructure ? { 'aria-current': 'page' as const } : {})}
        >
          {icon(<StructureIcon size={22} aria-hidden />)}
          <span>{t('shell.structure')}</span>
          <Badge count={news.liaison} />
        </Link>
      )}
    </>
  )
}

/** The same places at the bottom of a phone, under the thumb. */
export function ShellTabs({ news, profile }: Pick<Given, 'news' | 'profile'>) {
  const { t } = useText()
  return (
    <nav className={css['tabs']} aria-label={t('shell.nav')}>
      <Places news={news} structure={dacsOf(profile).length > 0} className={css['tab'] ?? ''} icons />
    </nav>
  )
}

function Account({ profile, onKeys, onSignOut }: Omit<Given, 'news' | 'onSearch'>) {
  const { t } = useText()
  const switches = useSwitches()
  const name = profile === undefined ? '' : memberName(profile)
  return (
    <Menu position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <UnstyledButton className={css['account']} aria-label={name === '' ? t('shell.account') : t('shell.account.of', { name })}>
          <PersonIcon size={22} aria-hidden />
          <span className={css['accountName']}>{name}</span>
          <OpenIcon size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        <Menu.Item renderRoot={(given) => <Link to="/compte" {...given} />}>{t('shell.account.settings')}</Menu.Item>
        <Menu.Item renderRoot={(given) => <Link to="/compte/notifications" {...given} />}>{t('shell.account.notifications')}</Menu.Item>
        <Menu.Item renderRoot={(given) => <Link to="/applications" {...given} />}>{t('shell.account.apps')}</Menu.Item>
        {profile?.administrator === true && (
          <Menu.Item component="a" href="/admin">
            {t('shell.account.console')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item onClick={onKeys}>{t('shell.account.keys')}</Menu.Item>
        <Menu.Item renderRoot={(given) => <Link to="/accessibilite" {...given} />}>{t('shell.account.accessibility')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item lang={switches.language.lang} onClick={switches.language.turn}>
          {switches.language.words}
        </Menu.Item>
        <Menu.Item onClick={switches.scheme.turn}>{switches.scheme.words}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<SignOutIcon size={18} aria-hidden />} onClick={onSignOut}>
          {t('sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
