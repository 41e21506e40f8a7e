import { uvicornOptions } from '../mlflow/uvicorn-options.ts'
import { defineDiagnostics } from '../model/diagnostic.ts'
import { COMMAND_NAME } from '../model/format.ts'
import type { CheckAt } from './check.ts'
import type { SettingsContext } from './context.ts'

export const diagnostics = defineDiagnostics(() => ({
  'unsupported-bind-option': ({ option }: { readonly option: string }) =>
    `${option}, a setting of uvicorn: the server would not listen at its host and port, where ${COMMAND_NAME} waits for it: remove it, or use --launch exec`,
}))

/** A launcher that becomes the server does not wait for it, and leaves it where it listens. */
export const bindOption: CheckAt<'settings'> = {
  name: 'bind-option',
  stage: 'settings',
  diagnostics,
  run(context) {
    // Behind the gate it is refused for another reason.
    const option = context.replacesLauncher || context.settings.auth.value ? null : findBindOption(context)
    return option === null ? [] : [diagnostics.error('unsupported-bind-option', null, { option })]
  },
}

/** The option or variable by which uvicorn would listen elsewhere than at the host and port. */
function findBindOption({ passthroughArgs, env }: SettingsContext): string | null {
  const option = uvicornOptions(passthroughArgs, env).find(({ name }) => name === '--uds' || name === '--fd')
  return option?.name ?? ['UVICORN_UDS', 'UVICORN_FD'].find((name) => env[name]) ?? null
}
