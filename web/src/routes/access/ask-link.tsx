import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { askAccessLink } from '../../api/account.ts'
import { useText } from '../../text/text.tsx'
import { AskLinkForm } from '../../ui/account/ask-link-form.tsx'
import { useAnnouncer } from '../../ui/announcer.tsx'
import link from '../../ui/link.module.css'
import { Notice } from '../../ui/notice.tsx'
import { Block, Page } from '../../ui/page.tsx'
import { PublicBar } from '../../ui/public-bar.tsx'

/** First access or forgotten password. The answer is the same whoever it is: it never tells who has an account. */
export function AskLink() {
  const { t } = useText()
  const { say } = useAnnouncer()
  const asking = useMutation({ mutationFn: askAccessLink })
  const done = asking.isSuccess ? t('access.asked') : null
  useEffect(() => {
    if (done !== null) say(done, { shown: false })
  }, [done, asking.submittedAt, say])
  return (
    <>
      <PublicBar />
      <Page title={t('enter.lost')} lead={t('access.ask.lead')} narrow>
        {done !== null && (
          <Notice tone="ok" title={done}>
            <p>{t('access.asked.then')}</p>
          </Notice>
        )}
        <Block>
          <AskLinkForm busy={asking.isPending} asked={asking.isSuccess} failure={asking.error} onAsk={asking.mutate} />
        </Block>
        <p>{t('access.ask.no-address')}</p>
        <Link className={link['link']} to="/connexion">
          {t('access.back')}
        </Link>
      </Page>
    </>
  )
}
