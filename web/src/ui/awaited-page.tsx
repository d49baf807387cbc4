import type { ReactNode } from 'react'
import { Failure } from './failure.tsx'
import { Block, Page } from './page.tsx'
import { Waiting } from './states.tsx'

interface Given {
  title: string
  /** The way back. */
  above: ReactNode
  error: Error | null
  onRetry: () => void
}

/** A page about one thing, until it is there or why it is not. */
export function AwaitedPage({ title, above, error, onRetry }: Given) {
  return (
    <Page title={title} above={above}>
      {error !== null ? (
        <Failure error={error} onRetry={onRetry} />
      ) : (
        <Block flush>
          <Waiting />
        </Block>
      )}
    </Page>
  )
}
