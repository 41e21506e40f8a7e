import { CHECKS } from '../../doctor/checks/index.ts'
import { renderHelp } from '../yargs/help.ts'
import { DOCTOR_OPTIONS } from './options.ts'

/** The text of `doctor --help`, at most `width` columns wide. */
export async function help(width: number): Promise<string> {
  return renderHelp(
    {
      usage: '[options] doctor [options]',
      description: `Looks at the project's files, account, artifact store, tracking server and Python as a run would see them,
says what is wrong, and the command or the line that mends it. Changes nothing, and leaves nothing behind.`,
      heading: 'Options:',
      options: DOCTOR_OPTIONS,
      examples: [
        ['doctor', 'make every check'],
        ['doctor --offline', 'ask nothing beyond this machine'],
        ['doctor --only bucket,python --json', 'two checks, as an object'],
      ],
      epilogue: `Checks: ${CHECKS.map(({ id }) => id).join(', ')}.
Exit status: 0 if no check failed, 1 if one did; 125 if the doctor itself could not run.`,
    },
    width,
  )
}
