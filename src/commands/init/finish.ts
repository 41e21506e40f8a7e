import type { ExitAction } from '../../launch/exit-status.ts'
import type { CommandContext } from '../command.ts'
import type { Terminal } from './effects/effects.ts'
import { confirm } from './questions.ts'
import { nextLines } from './report.ts'

/**
 * Names the next commands, or runs the doctor if somebody at a terminal wants it. What the doctor finds does not change that
 * the file was written.
 */
export async function finish(
  context: CommandContext,
  terminal: Terminal | null,
  hasChanges: boolean,
): Promise<ExitAction> {
  const doctor = context.loadCommand('doctor')
  const isWanted = terminal && doctor && hasChanges && (await confirm(terminal, 'Run the doctor now?', true))
  if (!isWanted) {
    context.stdout(nextLines(doctor !== null))
    return { raise: null, status: 0 }
  }
  terminal.close()
  const { handler } = await doctor
  const { raise, status } = await handler(context, { options: new Map(), rest: ['doctor'], separated: false })
  if (raise !== null) return { raise, status }
  context.stdout(nextLines(false))
  return { raise: null, status: 0 }
}
