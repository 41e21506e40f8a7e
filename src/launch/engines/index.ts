import type { LaunchChoice } from '../../options/launch-engines.ts'
import type { LaunchEngine } from './engine.ts'
import { exec } from './exec.ts'
import { supervise } from './supervise.ts'

/** Every way to start a command, in the order in which `auto` tries them. The last one has no obstacle. */
export const ENGINES: readonly LaunchEngine[] = [exec, supervise]

/** Whether nothing of the launcher will be left next to the command. With `auto` that is not sure before the start. */
export function replacesProcess(choice: LaunchChoice): boolean {
  return ENGINES.some((engine) => engine.name === choice && engine.replacesProcess)
}
