import { leading, NO_WORD, type Word } from './word.ts'

/** The variable that `printf -v NAME FORMAT VALUE` sets; its value is null if it is not known. */
export function printedInto(
  args: readonly Word[],
  text: (word: Word) => string | null,
): { name: string; value: string | null } | undefined {
  const option = args.findIndex((arg) => leading(arg) === '-v')
  const name = option === -1 ? null : text(args[option + 1] ?? NO_WORD)
  if (!name) return undefined
  const [format, ...values] = args.slice(option + 2).map(text)
  const first = values[0] ?? null
  const value = format === '%s' && values.length === 1 ? first : format && !/[%\\]/.test(format) ? format : null
  return { name, value }
}
