import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { DownloadLink } from '../../ui/download-link.tsx'
import css from '../../ui/imports/imports.module.css'

/** A list is taken away as it is filtered; who may brings one in. */
export function ListActions({ href }: { href: string }) {
  const { t } = useText()
  const may = useMay()
  return (
    <div className={css['acts']}>
      <DownloadLink href={href}>{t('lists.export')}</DownloadLink>
      {may('*') && (
        <Button variant="default" size="sm" renderRoot={(given) => <Link to="/admin/imports" {...given} />}>
          {t('lists.import')}
        </Button>
      )}
    </div>
  )
}
