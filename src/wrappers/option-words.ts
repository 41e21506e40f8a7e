/** The values of an option in all its spellings: `-f F`, `-fF`, `--file F`, `--file=F`. */
export function optionValues(args: readonly string[], ...names: readonly string[]): string[] {
  return args.flatMap((word, at) => {
    for (const name of names) {
      if (word === name) return args[at + 1] ?? []
      if (name.startsWith('--') && word.startsWith(`${name}=`)) return word.slice(name.length + 1)
      if (!name.startsWith('--') && word.startsWith(name) && word.length > name.length)
        return word.slice(name.length).replace(/^=/, '')
    }
    return []
  })
}

export function hasOption(args: readonly string[], ...names: readonly string[]): boolean {
  return args.some(
    (word) => names.includes(word) || names.some((name) => name.startsWith('--') && word.startsWith(`${name}=`)),
  )
}
