import { fail } from '../model/diagnostic.ts'
import { list } from '../model/format.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import type { Source } from '../model/source.ts'
import type { Arguments } from './arguments.ts'
import { parseOwnBoolean } from './boolean.ts'
import { optionDiagnostics } from './diagnostics.ts'
import { globalOption } from './global-options.ts'
import { isLaunchChoice, LAUNCH_CHOICES, type LaunchChoice } from './launch-engines.ts'
import { type FoundOption, findOption } from './lookup.ts'

/** The options in force, each with where it came from; null if nobody asked. */
export interface Options {
  readonly strict: Origin | null
  readonly keepAws: Origin | null
  readonly keepAwsConfig: Origin | null
  readonly quiet: Origin | null
  /** A server of its own for the command. */
  readonly withServer: Origin | null
  readonly launch: Sourced<LaunchChoice>
}

/**
 * The options in force: those of the command line, else of the environment, else of a file.
 *
 * @throws {LauncherError} invalid-option-value, conflicting-options
 */
export function resolveOptions({ options: given }: Arguments, sources: readonly Source[]): Options {
  const look = (name: string) => findOption(globalOption(name), given, sources)
  const asked = (name: string) => {
    const found = look(name)
    return found && parseOwnBoolean(found) ? found : null
  }
  const withServer = asked('with-server')
  // The command of --with-server keeps the shell's account in any case: the server has the project's.
  const keepAws = withServer ? null : asked('keep-aws')
  const strict = asked('strict')
  const { isStrict, keepsAws } = decide(strict, keepAws)
  return {
    strict: isStrict ? (strict?.origin ?? null) : null,
    keepAws: keepsAws ? (keepAws?.origin ?? null) : null,
    keepAwsConfig: asked('keep-aws-config')?.origin ?? null,
    quiet: asked('quiet')?.origin ?? null,
    withServer: withServer?.origin ?? null,
    launch: toLaunch(look('launch')),
  }
}

/** `--strict` and `--keep-aws` exclude each other: the higher place wins, for example the command line over a file. */
function decide(strict: FoundOption | null, keepAws: FoundOption | null) {
  if (!strict || !keepAws) return { isStrict: strict !== null, keepsAws: keepAws !== null }
  const [first, second] = [place(strict.origin), place(keepAws.origin)]
  if (first === second) fail(optionDiagnostics.error('conflicting-options', strict.origin, { other: keepAws.origin }))
  return { isStrict: first < second, keepsAws: second < first }
}

/** Which of two places wins: the lower number. Two files are one place. */
function place({ kind }: Origin): number {
  return ['option', 'environment', 'file'].indexOf(kind)
}

function toLaunch(named: Sourced | null): Sourced<LaunchChoice> {
  if (!named) return { value: 'auto', origin: { kind: 'default' } }
  const { value, origin } = named
  if (isLaunchChoice(value)) return { value, origin }
  const expected = list(LAUNCH_CHOICES, 'or')
  return fail(optionDiagnostics.error('invalid-option-value', origin, { expected }))
}
