import { type OptionSpec, spellings } from './option.ts'

/** The option of these that was probably meant; null if none is close. */
export function suggestOption(written: string, options: readonly OptionSpec[]): string | null {
  const normalized = written.replace(/^-+/, '').replaceAll('_', '-').toLowerCase()
  const words = options.flatMap(spellings).map(({ word }) => word)
  // The letter that other programs have for an option of this name, as in `-v` and `-p 5000`.
  if (/^-[a-z]$/i.test(written)) return words.find((word) => word.startsWith(`--${normalized}`)) ?? null
  if (normalized.length < 3) return null
  const isNear = (name: string) =>
    name.startsWith(normalized) || normalized.startsWith(name) || differsByOne(normalized, name)
  return words.find((word) => word.startsWith('--') && isNear(word.slice(2))) ?? null
}

/** One letter more, less, other, or two neighbours swapped. */
export function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const tail = (from: number, text: string) => text.slice(from)
  if (tail(start + 1, a) === tail(start + 1, b) || tail(start + 1, a) === tail(start, b)) return true
  if (tail(start, a) === tail(start + 1, b)) return true
  return a[start] === b[start + 1] && a[start + 1] === b[start] && tail(start + 2, a) === tail(start + 2, b)
}
