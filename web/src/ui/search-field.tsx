import { TextInput } from '@mantine/core'
import { SearchIcon } from './icons.tsx'

interface Given {
  label: string
  value: string
  onType: (typed: string) => void
  className?: string | undefined
}

/** Words that a list is searched for. */
export function SearchField({ label, value, onType, className }: Given) {
  return (
    <TextInput
      type="search"
      label={label}
      leftSection={<SearchIcon size={18} aria-hidden />}
      value={value}
      maxLength={100}
      onChange={(event) => onType(event.currentTarget.value)}
      {...(className === undefined ? {} : { className })}
    />
  )
}
