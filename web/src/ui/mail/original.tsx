import type { WholeMail } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { PlainText } from '../journal/rich-text.tsx'
import { Block } from '../page.tsx'
import css from './compose.module.css'

/** The mail that is answered, to be read while one writes; it does not leave with the answer. */
export function Original({ mail }: { mail: WholeMail }) {
  const { t, instant } = useText()
  return (
    <Block>
      <details className={css['original']}>
        <summary>{t('compose.original', { name: mail.from.name, when: instant(mail.at) })}</summary>
        <div className={css['originalText']}>
          {mail.text === null ? <p>{t(mail.deleted ? 'mail.deleted' : 'mail.text.none')}</p> : <PlainText text={mail.text} tabIndex={0} />}
        </div>
      </details>
    </Block>
  )
}
