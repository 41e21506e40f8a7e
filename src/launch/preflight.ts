import { type FoundCommand, findCommand, readShebang } from '../host/find-command.ts'
import { type Diagnostic, fail, isLauncherError, LauncherError } from '../model/diagnostic.ts'
import { fitsKernelLimits, measure } from './arg-max.ts'
import { launchDiagnostics } from './diagnostics.ts'
import type { LaunchPlan } from './plan.ts'

/** What is known about a start before it. */
export interface Preflight {
  /** Where the command's file is; null if only the system can find it. */
  readonly path: string | null
  /** The path as `execvp` would hand it on, which a script knows as its own name. */
  readonly asFound: string
  /** Whether arguments and environment are within the kernel's limits. */
  readonly fitsKernelLimits: boolean
}

/**
 * Refuses what is known to fail, so that nothing is printed about a run that does not take place.
 *
 * @throws {LauncherError} command-not-found, command-not-executable, interpreter-not-found, interpreter-not-executable,
 *   recursive-shebang
 */
export function preflight(plan: LaunchPlan): Preflight {
  if (plan.platform === 'win32') return { path: null, asFound: plan.command, fitsKernelLimits: true }
  const found = findCommand(plan.command, plan.cwd, plan.env.PATH)
  if (found.kind !== 'found') fail(diagnose(plan, 'ENOENT', found))
  const { path, asFound, interpreter } = found
  if (interpreter !== null) {
    if (findCommand(interpreter, plan.cwd, '').kind !== 'found') fail(diagnose(plan, 'ENOENT', found))
    const shebang = readShebang(path)
    if (/(?:^|[/ \t])with-mlflow-env(?:\.js)?\s*$/.test(`${shebang?.interpreter} ${shebang?.argument}`)) {
      fail(launchDiagnostics.error('recursive-shebang', null, { command: plan.command }))
    }
  }
  return { path, asFound, fitsKernelLimits: fitsKernelLimits([plan.command, ...plan.args], plan.env) }
}

/**
 * Finds out why the system refused to start a command: its error alone names no cause and may quote a value.
 *
 * @returns one of the codes of `preflight`, environment-too-large or start-failed; an expected error as it is
 */
export function toSpawnError(
  plan: Pick<LaunchPlan, 'command' | 'args' | 'env' | 'cwd'>,
  error: unknown,
): LauncherError {
  if (isLauncherError(error)) return error
  const { code = '' } = error as { readonly code?: string }
  return new LauncherError(diagnose(plan, code, findCommand(plan.command, plan.cwd, plan.env.PATH)))
}

function diagnose(
  { command, args, env, cwd }: Pick<LaunchPlan, 'command' | 'args' | 'env' | 'cwd'>,
  code: string,
  found: FoundCommand,
): Diagnostic {
  if (code === 'E2BIG') return launchDiagnostics.error('environment-too-large', null, measure(args, env))
  if (found.kind === 'missing') {
    return launchDiagnostics.error('command-not-found', null, { command, isSearched: found.searched })
  }
  const notExecutable = (reason: 'directory' | 'permission' | 'path' | 'format') =>
    launchDiagnostics.error('command-not-executable', null, { command, reason })
  if (found.kind === 'denied') return notExecutable(found.reason)
  const { interpreter } = found
  if (interpreter !== null) {
    const program = findCommand(interpreter, cwd, '').kind
    if (program === 'missing') return launchDiagnostics.error('interpreter-not-found', null, { command, interpreter })
    if (program === 'denied')
      return launchDiagnostics.error('interpreter-not-executable', null, { command, interpreter })
  }
  switch (code) {
    // The file is there: what is missing is the loader that a binary of another system asks for.
    case 'ENOENT':
    case 'ENOEXEC':
      return notExecutable('format')
    case 'EACCES':
      return notExecutable('permission')
    default:
      return launchDiagnostics.error('start-failed', null, { command, reason: code || 'unknown error' })
  }
}
