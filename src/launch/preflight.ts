import { type FoundCommand, findCommand, readShebang } from '../host/find-command.ts'
import { type Failure, isRefusal, Refusal } from '../model/failure.ts'
import { fits, measure } from './arg-max.ts'
import type { LaunchPlan } from './plan.ts'

/** What is known about a start before it. */
export interface Start {
  /** Where the command's file is; null where only the system can find it. */
  readonly path: string | null
  /** The path as `execvp` would hand it on, which a script knows as its own name. */
  readonly asFound: string
  /** Whether words and variables are within the kernel's limits. */
  readonly fits: boolean
}

/**
 * Refuses what can be told beforehand to fail, so that nothing is printed about a run that does not take place.
 *
 * @throws {Refusal}
 */
export function examineStart(plan: LaunchPlan): Start {
  if (plan.platform === 'win32') return { path: null, asFound: plan.command, fits: true }
  const found = findCommand(plan.command, plan.cwd, plan.env.PATH)
  if (found.kind !== 'found') throw new Refusal(diagnose(plan, 'ENOENT', found))
  const { path, asFound, interpreter } = found
  if (interpreter !== null) {
    if (findCommand(interpreter, plan.cwd, '').kind !== 'found') throw new Refusal(diagnose(plan, 'ENOENT', found))
    if (/(?:^|[/ \t])with-mlflow-env(?:\.js)?\s*$/.test(readShebang(path) ?? '')) {
      throw new Refusal({ code: 'calls-itself', command: plan.command })
    }
  }
  return { path, asFound, fits: fits([plan.command, ...plan.args], plan.env) }
}

/** Finds out why the system refused to start a command: its error alone names no cause and may quote a value. */
export function startFailure(plan: LaunchPlan, error: unknown): Refusal {
  if (isRefusal(error)) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return new Refusal(diagnose(plan, code, findCommand(plan.command, plan.cwd, plan.env.PATH)))
}

function diagnose({ command, args, env, cwd }: LaunchPlan, code: string, found: FoundCommand): Failure {
  if (code === 'E2BIG') {
    const { words, variables, largest } = measure(args, env)
    return { code: 'environment-too-large', words, variables, largest }
  }
  if (found.kind === 'missing') return { code: 'command-not-found', command, searched: found.searched }
  if (found.kind === 'denied') return { code: 'command-not-executable', command, reason: found.reason }
  const { interpreter } = found
  const program = interpreter === null ? null : findCommand(interpreter, cwd, '').kind
  if (interpreter !== null && program === 'missing') return { code: 'interpreter-not-found', command, interpreter }
  if (interpreter !== null && program === 'denied') return { code: 'interpreter-not-executable', command, interpreter }
  // The file is there: what is missing is the loader that a binary of another system asks for.
  if (code === 'ENOENT') return { code: 'command-not-executable', command, reason: 'format' }
  if (code === 'EACCES') return { code: 'command-not-executable', command, reason: 'permission' }
  if (code === 'ENOEXEC') return { code: 'command-not-executable', command, reason: 'format' }
  return { code: 'start-failed', command, reason: code || 'unknown error' }
}
