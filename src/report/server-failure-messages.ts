import type { ServerFailure } from '../mlflow/failure.ts'
import { COMMAND_NAME, formatName, formatOrigin } from '../model/format.ts'

/** Words a failure of the server's settings or its Python. Never a value of a secret. */
export function serverFailureText(failure: ServerFailure): string {
  switch (failure.code) {
    case 'other-socket':
      return `${failure.option}, a setting of uvicorn's: the server would not listen at its host and port, where ${COMMAND_NAME} waits for it: leave it out, or start it with --launch exec`
    case 'server-environment-too-large':
      return `the server's environment (${failure.variables} bytes, most of them in ${formatName(failure.largest)}) is more than the system can pass on`
    case 'workspace-set':
      return `${formatOrigin(failure.origin)} is a setting of clients, on which MLflow's server refuses to start: unset it for the server`
  }
}
