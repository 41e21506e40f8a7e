import { OPTIONS } from './global-options.ts'

/** The option that was probably meant; null where none is near. */
export function suggest(option: string, others: readonly string[] = []): string | null {
  const bare = option.replace(/^-+/, '').replaceAll('_', '-').toLowerCase()
  const known = [...others, ...OPTIONS.map(({ name }) => name)].map((name) => `--${name}`)
  const near = known.find((name) => {
    return (
      bare.length > 2 &&
      (name.slice(2).startsWith(bare) || bare.startsWith(name.slice(2)) || differsByOne(bare, name.slice(2)))
    )
  })
  return near ?? null
}

/** One letter more, less, other, or two neighbours swapped. */
function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const tail = (from: number, text: string) => text.slice(from)
  if (tail(start + 1, a) === tail(start + 1, b) || tail(start + 1, a) === tail(start, b)) return true
  if (tail(start, a) === tail(start + 1, b)) return true
  return a[start] === b[start + 1] && a[start + 1] === b[start] && tail(start + 2, a) === tail(start + 2, b)
}
