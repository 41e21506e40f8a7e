import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { SERVER_OPTIONS } from '../../options/server-options.ts'
import { renderHelp } from '../yargs/help.ts'

/** The text of `server --help`, at most `width` columns wide. */
export async function help(width: number): Promise<string> {
  const global = GLOBAL_OPTIONS.filter(({ name }) => name !== 'with-server')
    .map(({ name }) => `--${name}`)
    .join(', ')
  return renderHelp(
    {
      usage: '[options] server [options] [-- MLFLOW ARG…]',
      description: `Starts MLflow's server with the project's account, says when it is ready, and leaves no process
running when it stops. Everything after '--' goes to 'mlflow server' unchanged.`,
      heading: 'Options (with their variables in brackets):',
      options: SERVER_OPTIONS,
      examples: [
        ['server --artifact-root s3://bucket/mlflow', 'artifacts through the server'],
        ['server --port 0 --dry-run', 'show what would be started'],
      ],
      epilogue: `The launcher's own options can be used here too: ${global}.
Exit status: 0 after a requested stop, 128+n if that came before the server was ready; the server's own status, or 1, if it failed; 125 for bad input, with nothing started.`,
    },
    width,
  )
}
