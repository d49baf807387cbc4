type Ask = () => Promise<boolean>
const nobody: Ask = () => Promise.resolve(false)
let asking = nobody

/** Who is asked to give their password again when the server wants it; gives how to stop. */
export function confirmBy(ask: Ask): () => void {
  asking = ask
  return () => {
    if (asking === ask) asking = nobody
  }
}
/** Whether they did. */
export const confirmed: Ask = () => asking()
