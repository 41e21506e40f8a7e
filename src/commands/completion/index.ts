import type { ExitAction } from '../../launch/exit-status.ts'
import { fail } from '../../model/diagnostic.ts'
import { list } from '../../model/format.ts'
import { type Arguments, givenOption } from '../../options/arguments.ts'
import { optionDiagnostics } from '../../options/diagnostics.ts'
import type { CommandContext } from '../command.ts'
import { parseCommandLine, refusePassthroughArgs } from '../yargs/parse.ts'
import { chooseShell } from './choose-shell.ts'
import { engineText } from './engine-text.ts'
import { makeModel } from './make-model.ts'
import { ASKED_VALUES, COMPLETION_OPTIONS } from './options.ts'
import { askedValues } from './values.ts'

const DONE: ExitAction = { raise: null, status: 0 }

/**
 * Prints the script for a shell, or the values that it asks for.
 *
 * @throws {LauncherError} those of `parseCommandLine`; shell-missing, shell-unknown, invalid-option-value
 */
export async function handler(
  { hostContext, stdout, commands }: CommandContext,
  given: Arguments,
): Promise<ExitAction> {
  const line = parseCommandLine(given, COMPLETION_OPTIONS, 1)
  refusePassthroughArgs('completion', line)
  const asked = givenOption(line.args.options, 'values')
  if (asked) {
    const kind = ASKED_VALUES.find((known) => known === asked.value)
    const expected = list(ASKED_VALUES, 'or')
    if (!kind) return fail(optionDiagnostics.error('invalid-option-value', asked.origin, { expected }))
    stdout(askedValues(kind, hostContext))
    return DONE
  }
  const { name, script } = chooseShell(line.args.rest[0])
  stdout(script(makeModel(commands), engineText(name)))
  return DONE
}
