import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatName, formatOrigin, formatSource, list } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** Names in a message; a file may have any number of them. */
const MAX_NAMES = 8

export const childEnvDiagnostics = defineDiagnostics({
  'dotenv-reintroduces': ({ names, disabled }: ReintroducesData, origin: Origin | null) => {
    const where = origin ? `${formatSource(origin)}: ` : ''
    const what = `${where}a script's own load_dotenv() would set ${list(names.slice(0, MAX_NAMES).map(formatName))} again`
    const done = disabled
      ? 'so the command runs with PYTHON_DOTENV_DISABLED=1'
      : 'because PYTHON_DOTENV_DISABLED is set to a value that means no'
    const remedy = disabled ? 'remove the lines' : 'unset it, remove the lines'
    return `${what}, ${done}: ${remedy}, or move them to a file that the script does not load`
  },
  'keep-aws-direct': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is accessed directly, not through the server: with --keep-aws, that uses the shell's own AWS credentials`,
  'java-options': ({ name }: { readonly name: string }) =>
    `${name} sets -Daws.… properties, which Java programs read before the environment: remove them from it`,
})

interface ReintroducesData {
  readonly names: readonly string[]
  /** Whether the launcher switches python-dotenv off in the child; false if the user's own setting stays. */
  readonly disabled: boolean
}
