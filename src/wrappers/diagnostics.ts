import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatName, formatSource, list, printable, unique } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** Names in a message; a file may have any number of them. */
const MAX_NAMES = 8
const named = (names: readonly string[]) => list(unique(names).slice(0, MAX_NAMES).map(formatName))

export const wrapperDiagnostics = defineDiagnostics(() => ({
  'startup-file-sets': ({ names, shell, variable, removed, remedy }: StartupFileData, origin: Origin) => {
    const reader = variable
      ? `${printable(shell)} reads this file because of ${variable}`
      : `${printable(shell)} reads this file at startup`
    const what = `${formatSource(origin)}: ${reader}, and it changes ${named(names)}`
    if (removed && variable) return `${what}, so the command runs without ${variable}: remove the lines to keep it`
    return `${what}, which the launcher cannot prevent: remove the lines${remedy ? `, or ${remedy}` : ''}`
  },
  'exported-function-sets': ({ names, name, removed, isCalled }: FunctionData) => {
    if (isCalled)
      return `the command calls the shell's function ${formatName(name)}, and it changes ${named(names)}, which the launcher cannot prevent: remove the lines from the function, or start the program without it`
    const what = `bash runs the shell's function ${formatName(name)} instead of the program, and it changes ${named(names)}`
    if (removed) return `${what}, so the command runs without the function`
    return `${what}, which the launcher cannot prevent: do not export it ('export -nf ${formatName(name)}')`
  },
  'wrapper-sets': ({ names, program }: WrapperSetsData, origin: Origin) =>
    `${formatSource(origin)}: ${printable(program)} sets ${named(names)} from this file, and the launcher cannot prevent it: move the lines to a file that ${printable(program)} does not read, and keep the project's keys in .env.mlflow under their MLFLOW_AWS_* names`,
  'wrapper-account': ({ program }: WrapperAccountData) =>
    `${printable(program)} gives what it starts an AWS account of its own, so the program in it would not use the project's: leave it out, or run with-mlflow-env inside it instead`,
  'wrapper-drops': ({ program, remedy }: WrapperDropsData, origin: Origin | null) =>
    `${origin ? `${formatSource(origin)}: ` : ''}${printable(program)} does not pass on the environment, so the program in it would not see the project's settings: ${remedy}`,
}))

interface StartupFileData {
  readonly names: readonly string[]
  readonly shell: string
  /** The variable that names the file. */
  readonly variable: string | null
  /** Whether the command runs without that variable. */
  readonly removed: boolean
  readonly remedy: string | null
}

interface FunctionData {
  readonly names: readonly string[]
  readonly name: string
  /** Whether the command runs without it. */
  readonly removed: boolean
  /** Whether the command calls it by a name of its own. */
  readonly isCalled: boolean
}

interface WrapperSetsData {
  readonly names: readonly string[]
  readonly program: string
}

interface WrapperAccountData {
  readonly program: string
}

interface WrapperDropsData {
  readonly program: string
  readonly remedy: string
}
