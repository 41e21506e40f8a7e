/**
 * Does the work for every item, a few at a time.
 *
 * @returns the results in the order of the items
 */
export async function together<T, R>(items: readonly T[], work: (item: T) => Promise<R>, width = 4): Promise<R[]> {
  const results: R[] = []
  const waiting = items.entries()
  const worker = async () => {
    // All workers take from the same iterator, so each item is done once.
    for (const [index, item] of waiting) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}
