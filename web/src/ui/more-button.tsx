import { Button } from '@mantine/core'

interface Given {
  /** Null: there is no page more. */
  more: { ask: () => void; waiting: boolean } | null
  label: string
  className?: string | undefined
}

/** At the end of a list: one page more. */
export function MoreButton({ more, label, className }: Given) {
  if (more === null) return null
  return (
    <div className={className}>
      <Button variant="default" loading={more.waiting} onClick={more.ask}>
        {label}
      </Button>
    </div>
  )
}
