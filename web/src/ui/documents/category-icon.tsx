import type { InternalDocument } from 'bridge/contract'
import { FileIcon, FilmIcon, PdfIcon, PictureIcon, SoundIcon } from '../icons.tsx'
import css from './documents.module.css'

const ICONS: Readonly<Record<InternalDocument['category'], typeof FileIcon>> = {
  image: PictureIcon,
  pdf: PdfIcon,
  sound: SoundIcon,
  video: FilmIcon,
  other: FileIcon,
}

/** What kind of file it is, which the words beside it say too. */
export function CategoryIcon({ category }: Pick<InternalDocument, 'category'>) {
  const Icon = ICONS[category]
  return <Icon size={28} stroke={1.5} aria-hidden className={css['icon']} />
}
