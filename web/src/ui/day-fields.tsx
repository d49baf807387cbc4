import { TextInput } from '@mantine/core'

interface Given {
  labels: { from: string; to: string }
  from: string | undefined
  to: string | undefined
  /** An emptied field is undefined. */
  onFrom: (day: string | undefined) => void
  onTo: (day: string | undefined) => void
  className?: string | undefined
}

/** From a day to another. */
export function DayFields({ labels, from, to, onFrom, onTo, className = '' }: Given) {
  return (
    <>
      <TextInput
        type="date"
        label={labels.from}
        value={from ?? ''}
        max={to}
        onChange={(event) => onFrom(event.currentTarget.value || undefined)}
        className={className}
      />
      <TextInput
        type="date"
        label={labels.to}
        value={to ?? ''}
        min={from}
        onChange={(event) => onTo(event.currentTarget.value || undefined)}
        className={className}
      />
    </>
  )
}
