/** Does the work on every item, at most `width` at a time; answers in the order of the items. The first failure stops the rest. */
export async function inParallel<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  const waiting = [...items.entries()]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, item] = next
      try {
        answers[index] = await work(item)
      } catch (error) {
        waiting.length = 0
        throw error
      }
    }
  }
  // All of them have ended when this returns or throws, so that nothing goes on behind the caller's back.
  const ends = await Promise.allSettled(Array.from({ length: width }, worker))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return answers
}
