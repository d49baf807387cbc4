import type { Retention } from 'bridge/contract'
import { useText } from '../../text/text.tsx'
import { CopyButton } from '../copy-button.tsx'
import decisions from '../decisions.module.css'
import { Fact } from '../fact.tsx'
import { fileSize } from '../journal/file-size.ts'
import { Block } from '../page.tsx'
import css from './retention.module.css'

/** What was copied before anything goes, and by what it is known again. */
export function ArchiveBlock({ retention: { archive, state } }: { retention: Retention }) {
  const { t, instant } = useText()
  if (archive === null)
    return (
      <Block title={t('retention.archive')}>
        <p className={css['hint']}>{t(state === 'lifted' ? 'retention.archive.never' : 'retention.archive.none')}</p>
      </Block>
    )
  const { name, size, sha256, at } = archive
  return (
    <Block title={t('retention.archive')} lead={t(state === 'lifted' ? 'retention.archive.lead.lifted' : 'retention.archive.lead')}>
      <dl className={decisions['facts']}>
        <Fact name={t('retention.archive.holds')}>{t('retention.holds', archive)}</Fact>
        <Fact name={t('retention.archive.name')}>
          <code className={css['code']}>{name}</code>
        </Fact>
        <Fact name={t('retention.archive.size')}>{fileSize(size, t)}</Fact>
        <Fact name={t('retention.archive.at')}>{instant(at)}</Fact>
        <Fact name={t('retention.archive.sha256')}>
          <span className={css['digest']}>
            <code className={css['code']}>{sha256}</code>
            <span className={css['screen']}>
              <CopyButton value={sha256} label={t('retention.archive.sha256.copy')} />
            </span>
          </span>
        </Fact>
      </dl>
    </Block>
  )
}
