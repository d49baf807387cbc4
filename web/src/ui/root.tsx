import { Outlet } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'
import css from './bar.module.css'

/** What every page has around it. The regions for messages stand beside it, in the announcer. */
export function Root() {
  const { t } = useText()
  const skip = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    document.getElementById('content')?.focus()
  }
  return (
    <>
      <a href="#content" className={css['skip']} onClick={skip}>
        {t('skip')}
      </a>
      <Outlet />
    </>
  )
}
