import { defineDiagnostics } from '../../model/diagnostic.ts'
import { COMMAND_NAME, list, redactValue } from '../../model/format.ts'

interface Shells {
  readonly shells: readonly string[]
}

export const completionDiagnostics = defineDiagnostics(() => ({
  'shell-missing': ({ shells }: Shells) =>
    `name the shell: ${list(shells, 'or')}, as in '${COMMAND_NAME} completion ${shells[0]}'`,
  'shell-unknown': ({
    shells,
    found,
    suggestion,
  }: Shells & { readonly found: string; readonly suggestion: string | null }) =>
    `expected ${list(shells, 'or')}, found ${redactValue(found, { kind: 'option', name: 'completion' })}${suggestion === null ? '' : `: did you mean '${COMMAND_NAME} completion ${suggestion}'?`}`,
}))
