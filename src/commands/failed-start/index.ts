import { findCommand } from '../../host/find-command.ts'
import { launchDiagnostics } from '../../launch/diagnostics.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Attempt } from './attempt.ts'
import { findClosedDirectory } from './closed-directory.ts'
import { isOnPath } from './on-path.ts'
import { suggestEnvironment } from './project-environment.ts'
import { suggestQuotes } from './quoted-command.ts'
import { suggestInterpreter } from './script-file.ts'
import { suggestWord } from './similar-word.ts'
import { suggestDash } from './typographic-dash.ts'

/** Says more about a command that could not be started: what was probably meant, or which directory is closed. */
export function explain(failure: Diagnostic, attempt: Attempt): Diagnostic {
  const { command, env, hostContext } = attempt
  const found = findCommand(command, hostContext.cwd, env.PATH)
  switch (failure.code) {
    case 'command-not-found':
      return launchDiagnostics.error('command-not-found', null, {
        command,
        isSearched: !command.includes('/'),
        hint: findHint(attempt),
      })
    case 'command-not-executable': {
      if (found.kind !== 'denied' || found.reason !== 'permission') return failure
      const directory = findClosedDirectory(found.path)
      const hint = directory === null ? suggestInterpreter(attempt, command) : findHint(attempt)
      const reason = directory === null ? 'permission' : command.includes('/') ? 'closed' : 'closed on PATH'
      return launchDiagnostics.error('command-not-executable', null, { command, reason, directory, hint })
    }
    case 'interpreter-not-executable': {
      const interpreter = found.kind === 'found' ? found.interpreter : null
      const directory = interpreter === null ? null : findClosedDirectory(interpreter)
      if (interpreter === null || directory === null) return failure
      return launchDiagnostics.error('interpreter-not-executable', null, { command, interpreter, directory })
    }
    default:
      return failure
  }
}

/** What was probably meant by a command that is not there; null if nothing tells. */
function findHint(attempt: Attempt): string | null {
  if (attempt.command.includes('/')) return suggestQuotes(attempt)
  const dash = suggestDash(attempt)
  if (dash !== null) return dash
  const [file, quoted] = [suggestInterpreter(attempt, attempt.command), suggestQuotes(attempt)]
  return file ?? quoted ?? suggestEnvironment(attempt) ?? suggestOtherName(attempt) ?? suggestWord(attempt)
}

/** Systems have Python under one of two names, or under both. */
function suggestOtherName(attempt: Attempt): string | null {
  const { command } = attempt
  if (!/^(?:python|pip)3?$/.test(command)) return null
  const other = command.endsWith('3') ? command.slice(0, -1) : `${command}3`
  return isOnPath(attempt, other) ? `did you mean '${other}', which is on PATH?` : null
}
