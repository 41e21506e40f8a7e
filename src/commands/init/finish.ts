import type { ExitAction } from '../../launch/exit-status.ts'
import type { CommandContext } from '../command.ts'
import type { Terminal } from './effects/effects.ts'
import { confirm, NoMoreAnswers } from './questions.ts'
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
  const doctor = context.commands.find(({ word }) => word === 'doctor')?.load ?? null
  if (!terminal || !doctor || !hasChanges || !(await isWanted(terminal))) {
    context.stdout(nextLines(doctor !== null))
    return { raise: null, status: 0 }
  }
  terminal.close()
  const { handler } = await doctor()
  const { raise, status } = await handler(context, { options: new Map(), rest: ['doctor'], separated: false })
  if (raise !== null) return { raise, status }
  context.stdout(nextLines(false))
  return { raise: null, status: 0 }
}

/** The end of the input is a no: everything is written. @throws {NoMoreAnswers} Ctrl-C */
async function isWanted(terminal: Terminal): Promise<boolean> {
  try {
    return await confirm(terminal, 'Run the doctor now?', true)
  } catch (error) {
    if (error instanceof NoMoreAnswers && error.why === 'ended') return false
    throw error
  }
}
