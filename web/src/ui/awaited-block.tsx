import { Failure } from './failure.tsx'
import { Block } from './page.tsx'
import { Waiting } from './states.tsx'

interface Given {
  /** As many lines as will probably come, at their height. */
  lines: number
  height: number
  error: Error | null
  onRetry: () => void
}

/** A block of a page, until it is there or why it is not. */
export function AwaitedBlock({ lines, height, error, onRetry }: Given) {
  if (error !== null) return <Failure error={error} onRetry={onRetry} />
  return (
    <Block flush>
      <Waiting lines={lines} height={height} />
    </Block>
  )
}
