import { refuse } from '../model/failure.ts'
import type { Origin, Sourced } from '../model/origin.ts'
import { find, type Source } from '../model/source.ts'
import type { Arguments } from './arguments.ts'
import { variableOf } from './global-options.ts'
import { isLaunchChoice, LAUNCH_CHOICES, type LaunchChoice } from './launch-engines.ts'

/** The options in force, each where it came from; null where nobody asked. */
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
 * The options in force: the command line's, else the environment's, else a file's.
 *
 * @throws {Refusal} for a value that is neither yes nor no, and for options that contradict each other
 */
export function resolveOptions(given: Arguments, sources: readonly Source[]): Options {
  const flag = (name: string): Origin | null => {
    if (given.flags.has(name)) return { kind: 'option', name: `--${name}` }
    const found = find(sources, variableOf(name))
    return found && isYes(found) ? found.origin : null
  }
  const withServer = flag('with-server')
  const options = {
    strict: flag('strict'),
    // The server has the project's account; that its command keeps the shell's goes without saying.
    keepAws: withServer ? null : flag('keep-aws'),
    keepAwsConfig: flag('keep-aws-config'),
    quiet: flag('quiet'),
    withServer,
    launch: resolveLaunch(given.launch, sources),
  }
  const { strict, keepAws } = options
  if (!strict || !keepAws) return options
  // Whoever asks for --keep-aws on the command line knows what the project's file says.
  const [first, second] = [rank(strict), rank(keepAws)]
  if (first === second) refuse({ code: 'options-contradict', first: strict, second: keepAws })
  return first < second ? { ...options, keepAws: null } : { ...options, strict: null }
}

/** `1` and `true` mean yes, `0` and `false` no; anything else could be read either way. */
export function isYes({ value, origin }: Sourced): boolean {
  if (/^(?:1|true)$/i.test(value)) return true
  if (/^(?:0|false)$/i.test(value)) return false
  return refuse({ code: 'option-value', origin, expected: '1 or true for yes, 0 or false for no' })
}

function resolveLaunch(option: string | null, sources: readonly Source[]): Sourced<LaunchChoice> {
  const named: Sourced | undefined =
    option === null
      ? find(sources, variableOf('launch'))
      : { value: option, origin: { kind: 'option', name: '--launch' } }
  if (!named) return { value: 'auto', origin: { kind: 'default' } }
  const { value, origin } = named
  if (isLaunchChoice(value)) return { value, origin }
  const others = LAUNCH_CHOICES.slice(0, -1).join(', ')
  return refuse({ code: 'option-value', origin, expected: `${others} or ${LAUNCH_CHOICES.at(-1)}` })
}

/** Which of two places wins: the lower number. */
function rank({ kind }: Origin): number {
  return ['option', 'environment', 'file'].indexOf(kind)
}
