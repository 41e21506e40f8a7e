import { CHECK_NAMES } from '../../doctor/checks/names.ts'
import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import type { HelpPage } from '../help/page.ts'
import { DOCTOR_OPTIONS } from './options.ts'

/** The help of `doctor`. */
export const page: HelpPage = {
  usage: ['[options] doctor [options]'],
  description: [
    "Looks at the project's files, account, artifact store, tracking server and Python as a run would see them, says what is wrong, and the command or the line that mends it. Changes nothing, and leaves nothing behind.",
  ],
  options: DOCTOR_OPTIONS,
  globalOptions: GLOBAL_OPTIONS,
  sections: [{ heading: 'Checks', rows: CHECK_NAMES }],
  exitStatus: [
    ['0', 'no check failed'],
    ['1', 'one did'],
    ['125', 'the doctor itself could not run'],
  ],
  examples: [
    ['doctor', 'make every check'],
    ['doctor --offline', 'ask nothing beyond this machine'],
    ['doctor --only bucket,python --json', 'two checks, as an object'],
  ],
  more: ['docs/doctor.md'],
}
