/**
 * How many letters more, less, other or swapped make one word of the other. More than `limit` counts as `limit + 1`, and is
 * seen after a few letters: this runs at each start, before anything is compiled.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const far = limit + 1
  if (Math.abs(a.length - b.length) > limit) return far
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    let smallest = far
    for (let column = Math.max(1, row - limit); column <= Math.min(b.length, row + limit); column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      let least = (last[column - 1] ?? far) + (isSame ? 0 : 1)
      least = Math.min(least, (last[column] ?? far) + 1, (current[column - 1] ?? far) + 1)
      if (isSwap) least = Math.min(least, (beforeLast[column - 2] ?? far) + 1)
      current[column] = least
      smallest = Math.min(smallest, least)
    }
    // A swap may come back to the row before.
    if (smallest > limit && Math.min(...last.slice(Math.max(0, row - 1 - limit), row + limit)) > limit) return far
    beforeLast = last
    last = current
  }
  return Math.min(last[b.length] ?? far, far)
}
