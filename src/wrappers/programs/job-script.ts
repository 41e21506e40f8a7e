import type { Scope } from '../scope.ts'

/** The words of a job script's own options, as in `#PBS -V`, from the first file among the arguments. */
export function directives(prefix: string, args: readonly string[], { read }: Scope): string[] {
  const script = args.find((word) => !word.startsWith('-') && read(word) !== null)
  const lines = script === undefined ? [] : (read(script) ?? '').split('\n')
  return lines
    .filter((line) => line.startsWith(`${prefix} `) || line.startsWith(`${prefix}\t`))
    .flatMap((line) => line.slice(prefix.length).trim().split(/\s+/))
}
