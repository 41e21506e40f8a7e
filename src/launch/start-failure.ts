import { findCommand } from '../read/command.ts'
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
  const found = findCommand(plan.command, plan.cwd, plan.env.PATH)
  if (plan.platform === 'win32') return true
  if (found.kind !== 'found') throw new Refusal(diagnose(plan, 'ENOENT'))
  if (found.interpreter !== null && findCommand(found.interpreter, plan.cwd, '').kind === 'missing') {
    throw new Refusal(diagnose(plan, 'ENOENT'))
  }
  return measure(plan.args, plan.env).bytes < SMALL
}

/** The kernel takes at least 128 KiB of strings, whatever the limits. In bytes. */
const SMALL = 128 * 1024 - 4096

function diagnose({ command, args, env, cwd }: LaunchPlan, code: string): Failure {
  if (code === 'E2BIG') return { code: 'environment-too-large', ...measure(args, env) }
  const found = findCommand(command, cwd, env.PATH)
  if (found.kind === 'missing') return { code: 'command-not-found', command, searched: found.searched }
  if (found.kind === 'denied') return { code: 'command-not-executable', command, reason: found.reason }
  if (code === 'ENOENT' && found.interpreter) {
    return { code: 'interpreter-not-found', command, interpreter: found.interpreter }
  }
  if (code === 'EACCES') return { code: 'command-not-executable', command, reason: 'permission' }
  if (code === 'ENOEXEC') return { code: 'command-not-executable', command, reason: 'format' }
  return { code: 'start-failed', command, reason: code || 'unknown error' }
}

/** Sizes in bytes, as the kernel counts them: every string with its closing NUL. */
function measure(args: readonly string[], env: Readonly<Record<string, string>>): { bytes: number; largest: string } {
  let bytes = 0
  let largest = { name: '', bytes: 0 }
  for (const word of args) bytes += Buffer.byteLength(word) + 1
  for (const [name, value] of Object.entries(env)) {
    const size = Buffer.byteLength(name) + Buffer.byteLength(value) + 2
    bytes += size
    if (size > largest.bytes) largest = { name, bytes: size }
  }
  return { bytes, largest: largest.name }
}
