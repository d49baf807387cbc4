import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Folder } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { ClosedIcon, DossierIcon, NewFolderIcon } from '../icons.tsx'
import css from './folders.module.css'

interface Given {
  folders: readonly Folder[]
  /** The one that is shown; undefined: all of them. */
  chosen: string | undefined
  structure: string
  /** For managers. */
  onNew: (() => void) | undefined
}

/** The folders of internal documents: those in use, then those that are archived. */
export function FolderList({ folders, chosen, structure, onNew }: Given) {
  const { t } = useText()
  const [used, archived] = [folders.filter((one) => !one.archived), folders.filter((one) => one.archived)]
  return (
    <nav className={css['folders']} aria-label={t('folders.title')}>
      <ul>
        <li>
          <Link
            to="/structure/documents"
            search={{ structure }}
            className={css['folder']}
            activeOptions={{ exact: true }}
            aria-current={chosen === undefined ? 'page' : undefined}
          >
            <span className={css['folderName']}>{t('folders.all')}</span>
          </Link>
        </li>
        {used.map((one) => (
          <Line key={one.id} folder={one} chosen={chosen} structure={structure} />
        ))}
      </ul>
      {archived.length > 0 && (
        <details open={archived.some(({ id }) => id === chosen)}>
          <summary>{t('folders.archived', { count: archived.length })}</summary>
          <ul>
            {archived.map((one) => (
              <Line key={one.id} folder={one} chosen={chosen} structure={structure} />
            ))}
          </ul>
        </details>
      )}
      {onNew !== undefined && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<NewFolderIcon size={18} aria-hidden />}
          onClick={onNew}
          className={css['add'] ?? ''}
        >
          {t('folders.new')}
        </Button>
      )}
    </nav>
  )
}

function Line({ folder, chosen, structure }: { folder: Folder; chosen: string | undefined; structure: string }) {
  const { t } = useText()
  const { id, name, archived, documentCount } = folder
  const Icon = archived ? ClosedIcon : DossierIcon
  return (
    <li>
      <Link
        to="/structure/documents"
        search={{ structure, classeur: id }}
        className={css['folder']}
        aria-current={chosen === id ? 'page' : undefined}
      >
        <Icon size={18} aria-hidden />
        <span className={css['folderName']}>{name}</span>
        <span className={css['count']} aria-label={t('folders.count', { count: documentCount })}>
          {documentCount}
        </span>
      </Link>
    </li>
  )
}
