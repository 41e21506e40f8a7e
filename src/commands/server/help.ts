import { COMMAND_NAME } from '../../model/format.ts'
import { OPTIONS } from '../../options/global-options.ts'
import { SERVER_OPTIONS, type ServerOption } from '../../options/server-options.ts'

/** The text of `server --help`, at most `width` columns wide. */
export async function serverHelpText(width: number): Promise<string> {
  const { default: yargs } = await import('yargs')
  const parser = yargs([])
    .scriptName(COMMAND_NAME)
    .usage(
      "$0 [options] server [options] [-- MLFLOW ARG…]\n\nStarts MLflow's server with the project's account, tells when it is ready, and leaves nothing of it\nbehind. What stands behind '--' goes to 'mlflow server' as it is.",
    )
    .help(false)
    .version(false)
    .wrap(width)
    .updateStrings({ 'Options:': 'Options, each by its variable too (in brackets):' })
  for (const option of SERVER_OPTIONS) parser.option(written(option), { describe: describe(option) })
  parser.option('dry-run', { describe: 'print all settings with where they came from, and start nothing' })
  parser.example('$0 server --artifact-root s3://bucket/mlflow', 'artifacts through the server')
  parser.example('$0 server --port 0 --dry-run', 'what would be started')
  const global = OPTIONS.map(({ name }) => `--${name}`).join(', ')
  parser.epilogue(
    `The launcher's own options may stand here too: ${global}.\nExit status: 0 after a stop that was asked for, 128+n before the server was ready; its own, or 1, where it failed; 125 for bad input, with nothing started.`,
  )
  return `${await parser.getHelp()}\n`
}

const written = ({ name, value }: ServerOption) => (value === null ? `[no-]${name}` : name)

function describe({ describe, variable, aliases }: ServerOption): string {
  const names = [variable, ...aliases].filter((name) => name !== null)
  return `${describe} [${names.join(', ')}]`
}
