import { COMMAND_NAME } from '../../model/format.ts'
import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { COMMANDS } from '../index.ts'
import { renderHelp } from '../yargs/help.ts'

/** The text of `--help`, at most `width` columns wide. */
export async function help(width: number): Promise<string> {
  const reserved = COMMANDS.filter(({ load }) => load === null).map(({ word }) => word)
  return renderHelp(
    {
      usage: '[options] [--] COMMAND [ARG…]',
      description: `Runs a command in an environment where MLflow and boto3 see this project's AWS account and
no AWS setting of the shell. Reads MLFLOW_AWS_* from the environment, .env.mlflow and .env.`,
      heading: 'Options, before the command (with their variables, as WITH_MLFLOW_ENV_STRICT=1):',
      options: GLOBAL_OPTIONS,
      commands: COMMANDS.filter(({ load }) => load !== null),
      examples: [
        ['python train.py', "train with the project's account"],
        ['server --artifact-root s3://bucket/mlflow', "start MLflow's server with it"],
        ['--strict -- make train', "refuse the shell's account"],
      ],
      epilogue: `Reserved for later versions: ${reserved.join(', ')}. '${COMMAND_NAME} -- ${reserved[0]}' runs a program of that name.
Exit status: the command's own; 125 if the launcher fails, 126 not executable, 127 not found.`,
    },
    width,
  )
}
