/** Options that take a value: `-sC d` is `-s -C d`. */
const WITH_VALUE = 'CfIoWE'
/** Options that may have a number behind them. */
const WITH_NUMBER = 'jlO'

/** Splits short options that are written as one word. */
export function splitOptions(args: readonly string[]): string[] {
  return args.flatMap((word) => {
    if (!/^-[A-Za-z]{2}/.test(word)) return word
    const split: string[] = []
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at)
      const rest = word.slice(at + 1)
      if (WITH_NUMBER.includes(letter)) return [...split, `-${letter}${rest}`]
      split.push(`-${letter}`)
      if (WITH_VALUE.includes(letter)) return rest === '' ? split : [...split, rest]
    }
    return split
  })
}
