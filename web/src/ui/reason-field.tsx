import { Textarea, type TextareaProps } from '@mantine/core'
import { useText } from '../text/text.tsx'

/** Why: what the console records of an act. */
export function ReasonField(given: Pick<TextareaProps, 'name' | 'value' | 'error' | 'onChange'>) {
  const { t } = useText()
  return (
    <Textarea
      {...given}
      label={t('reason')}
      description={t('reason.help')}
      maxLength={500}
      autosize
      minRows={2}
      required
      withAsterisk={false}
    />
  )
}
