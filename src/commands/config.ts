import { resolveRun } from '../configure/index.ts'
import { readInputs } from '../configure/inputs.ts'
import type { ExitAction } from '../launch/exit-status.ts'
import type { Arguments } from '../options/arguments.ts'
import { configJson } from '../report/config-json.ts'
import { configText } from '../report/config-text.ts'
import { warningLine } from '../report/diagnostic-line.ts'
import type { Edges } from './command.ts'
import { parseCommandLine } from './parser.ts'

/**
 * Shows what was resolved, and from where, and warns of what other readers of `.env` files would read differently.
 *
 * @throws {Refusal}
 */
export async function config({ world, tell, print }: Edges, given: Arguments): Promise<ExitAction> {
  const { options, all } = await parseCommandLine(given, 'config', {
    json: { type: 'boolean', describe: 'print a documented, versioned object without secrets' },
  })
  const inputs = readInputs(world, all)
  const resolved = resolveRun(inputs)
  // Loaded here: dotenv takes as long to load as all of the launcher, and only this command needs it.
  const { checkEnvFileReaders } = await import('../checks/env-file-readers.ts')
  const differences = checkEnvFileReaders(inputs.texts.map(({ text }) => text))
  const configuration = { ...resolved, warnings: [...resolved.warnings, ...differences] }
  tell(configuration.warnings.map(warningLine).join(''))
  print(options.json ? `${JSON.stringify(configJson(configuration), null, 2)}\n` : configText(configuration))
  return { raise: null, status: 0 }
}
