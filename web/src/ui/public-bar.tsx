import bar from './bar.module.css'
import { Brand } from './brand.tsx'
import { Preferences } from './preferences.tsx'

/** The head of the pages that need no session. */
export function PublicBar() {
  return (
    <header className={bar['bar']}>
      <div className={bar['barInside']}>
        <Brand to="/" />
        <div className={bar['tools']}>
          <Preferences />
        </div>
      </div>
    </header>
  )
}
