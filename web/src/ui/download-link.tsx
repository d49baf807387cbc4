import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { DownloadIcon } from './icons.tsx'

/** A file that the browser fetches by itself, with the console's own cookie: it passes through no memory of the page. */
export function DownloadLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button component="a" href={href} download variant="default" size="sm" leftSection={<DownloadIcon size={18} aria-hidden />}>
      {children}
    </Button>
  )
}
