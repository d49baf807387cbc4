import { Checkbox } from '@mantine/core'
import { useId } from 'react'
import css from './systems.module.css'

interface Given<Value extends string> {
  label: string
  help?: string | undefined
  choices: readonly { value: Value; label: string }[]
  chosen: readonly Value[]
  error: string | undefined
  onChange: (chosen: Value[]) => void
}

/** Several of a list, each by a box of its own. */
export function Choices<Value extends string>({ label, help, choices, chosen, error, onChange }: Given<Value>) {
  const id = useId()
  return (
    <Checkbox.Group
      label={label}
      description={help}
      error={error}
      errorProps={{ id: `${id}-error` }}
      value={[...chosen]}
      onChange={(values) => onChange(choices.flatMap(({ value }) => (values.includes(value) ? [value] : [])))}
      // Named by its label; a box that is required alone would ask for all of them.
      required={false}
    >
      {/* Scrolls by itself: whoever has no mouse reaches it by its boxes. */}
      <div className={css['choices']}>
        {choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
