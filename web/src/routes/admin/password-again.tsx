import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { confirmBy } from '../../api/confirmation.ts'
import { giveAgain, sessionQuery } from '../../api/session.ts'
import { useText } from '../../text/text.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PasswordAgainForm } from '../../ui/password-again-form.tsx'
import { useSignInFailureWords } from '../../ui/sign-in-failure.tsx'

type Tell = (given: boolean) => void

/** Opens over whatever is shown when the server wants the password again; what was asked then goes on, or is left. */
export function PasswordAgain() {
  const { t } = useText()
  const { data: caller } = useQuery(sessionQuery)
  const failureWords = useSignInFailureWords()
  const waiting = useRef<Tell[]>([])
  const [opened, setOpened] = useState(false)
  const close = (given: boolean) => {
    setOpened(false)
    for (const tell of waiting.current.splice(0)) tell(given)
  }
  const giving = useMutation({
    mutationFn: (password: string) => giveAgain(caller?.userId ?? '', password),
    meta: { signingIn: true },
    onSuccess: () => close(true),
  })
  useEffect(
    () =>
      confirmBy(
        () =>
          new Promise((tell) => {
            // Several acts at once ask once.
            waiting.current.push(tell)
            giving.reset()
            setOpened(true)
          }),
      ),
    [],
  )
  return (
    <Dialog opened={opened} title={t('again.title')} over onClose={() => close(false)}>
      <PasswordAgainForm
        name={caller?.name ?? ''}
        account={caller?.userId ?? ''}
        busy={giving.isPending}
        failure={giving.error === null ? null : failureWords(giving.error).message}
        onSubmit={(password) => giving.mutate(password)}
        onClose={() => close(false)}
      />
    </Dialog>
  )
}
