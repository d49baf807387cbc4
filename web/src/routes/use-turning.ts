import { useRouterState } from '@tanstack/react-router'

/** Cursors of the pages before the one that is shown; null is the first. */
type Stack = (string | null)[]

/**
 * Turns the pages of a list whose address holds the cursor of the page that is shown; the way back is kept beside the address. Gives what a
 * `Pager` takes, and the way back for whoever changes the address otherwise. `go`: to the page of a cursor, undefined is the first.
 */
export function useTurning(
  cursor: string | undefined,
  next: string | null | undefined,
  go: (cursor: string | undefined, state: { before: Stack }) => void,
) {
  const before = useRouterState({ select: (state) => state.location.state.before })
  return {
    before,
    turning: {
      onFirst: cursor !== undefined && !before?.length ? () => go(undefined, { before: [] }) : undefined,
      onPrevious: before?.length ? () => go(before.at(-1) ?? undefined, { before: before.slice(0, -1) }) : undefined,
      onNext: next ? () => go(next, { before: [...(before ?? []), cursor ?? null] }) : undefined,
    },
  }
}
