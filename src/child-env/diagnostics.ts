import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatName, formatOrigin, formatSource, list, printable } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'

/** Names in a message; a file may have any number of them. */
const MAX_NAMES = 8

export const childEnvDiagnostics = defineDiagnostics(() => ({
  'dotenv-reintroduces': ({ names, replaced, disabled }: ReintroducesData, origin: Origin | null) => {
    const where = origin ? `${formatSource(origin)}: ` : ''
    const named = (words: readonly string[]) => list(words.slice(0, MAX_NAMES).map(formatName))
    const restores = `a script's own load_dotenv() would set ${named(names)} again`
    const replaces =
      names.length > 0 ? 'and with override=True replace' : 'load_dotenv(override=True) or pipenv would replace'
    const what = [
      ...(names.length > 0 ? [restores] : []),
      ...(replaced.length > 0 ? [`${replaces} ${named(replaced)}`] : []),
    ].join(' ')
    const done = disabled
      ? 'so the command runs with PYTHON_DOTENV_DISABLED=1, which turns off every load_dotenv() and --env-file of python-dotenv in it'
      : 'because PYTHON_DOTENV_DISABLED is set to a value that means no'
    const remedy = disabled ? 'remove the lines' : 'unset it, remove the lines'
    return `${where}${what}, ${done}: ${remedy}, or move them to a file that the script does not load`
  },
  'keep-aws-direct': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} is accessed directly, not through the server: with --keep-aws, that uses the shell's own AWS credentials`,
  'cannot-be-kept': ({ name, reason }: { readonly name: string; readonly reason: string }, origin: Origin) =>
    `${formatOrigin(origin)}: ${formatName(name)} cannot be kept (${reason}): leave it out`,
  'unknown-removed': ({ names }: { readonly names: readonly string[] }) => {
    const shown = names.slice(0, MAX_NAMES).map(formatName)
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : ''
    return `not passing on ${more ? shown.join(', ') + more : list(shown)} from the shell, which a program could take for an AWS setting: use '--keep ${printable(names[0] ?? '')}' to keep it`
  },
  'java-options': ({ name }: { readonly name: string }) =>
    `${name} has AWS settings (aws.… or fs.s3a.…), which Java programs read before the environment: remove them from it`,
}))

interface ReintroducesData {
  /** What was removed and would be set again. */
  readonly names: readonly string[]
  /** What has another value in the command, and would be replaced by a reader that overrides. */
  readonly replaced: readonly string[]
  /** Whether the launcher switches python-dotenv off in the child; false if the user's own setting stays. */
  readonly disabled: boolean
}
