import { signInFailure } from '../api/sign-in-failure.ts'
import { useText } from '../text/text.tsx'
import { useErrorWords } from './failure.tsx'

/** What to tell somebody who was not let in. */
export function useSignInFailureWords() {
  const { t } = useText()
  const words = useErrorWords()
  return (error: Error) => {
    const failure = signInFailure(error)
    switch (failure.kind) {
      case 'wrong-password':
      case 'locked':
        return { message: t(`sign-in.${failure.kind}`), reference: undefined }
      case 'too-many-tries':
        return { message: t('sign-in.too-many-tries', { seconds: failure.seconds }), reference: undefined }
      case 'other':
        return words(error)
    }
  }
}
