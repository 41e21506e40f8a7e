import { findCommand, readShebang } from '../read/command.ts'
import { type Failure, Refusal } from '../resolve/failure.ts'
import type { LaunchPlan } from './plan.ts'

/** Finds out why the system refused to start a command: its error alone names no cause and may quote a value. */
export function startFailure(plan: LaunchPlan, error: NodeJS.ErrnoException): Refusal {
  return error instanceof Refusal ? error : new Refusal(diagnose(plan, error.code ?? ''))
}

/**
 * Refuses what can be told beforehand to fail, so that nothing is printed about a run that does not take place.
 *
 * @returns whether nothing is left that could prevent the start; false where the strings are so large that only the
 *   kernel knows
 * @throws {Refusal}
 */
export function startsForCertain(plan: LaunchPlan): boolean {
  if (plan.platform === 'win32') return true
  const found = findCommand(plan.command, plan.cwd, plan.env.PATH)
  if (found.kind !== 'found') throw new Refusal(diagnose(plan, 'ENOENT'))
  if (found.interpreter !== null && findCommand(found.interpreter, plan.cwd, '').kind !== 'found') {
    throw new Refusal(diagnose(plan, 'ENOENT'))
  }
  if (found.interpreter !== null && /(?:^|[/ \t])with-mlflow-env(?:\.js)?\s*$/.test(readShebang(found.path) ?? '')) {
    throw new Refusal({ code: 'calls-itself', command: plan.command })
  }
  const { words, variables } = measure(plan.args, plan.env)
  return words + variables < SMALL
}

/** The kernel takes at least 128 KiB of strings, whatever the limits. In bytes. */
const SMALL = 128 * 1024 - 4096

function diagnose({ command, args, env, cwd }: LaunchPlan, code: string): Failure {
  if (code === 'E2BIG') return { code: 'environment-too-large', ...measure(args, env) }
  const found = findCommand(command, cwd, env.PATH)
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

/** Sizes in bytes, as the kernel counts them: every string with its closing NUL. */
function measure(args: readonly string[], env: Readonly<Record<string, string>>) {
  let words = 0
  let variables = 0
  let largest = { name: '', bytes: 0 }
  for (const word of args) words += Buffer.byteLength(word) + 1
  for (const [name, value] of Object.entries(env)) {
    const bytes = Buffer.byteLength(name) + Buffer.byteLength(value) + 2
    variables += bytes
    if (bytes > largest.bytes) largest = { name, bytes }
  }
  return { words, variables, largest: largest.name }
}
