import { COMMAND_NAME } from '../model/format.ts'
import { OPTIONS } from '../options/global-options.ts'
import { LAUNCH_CHOICES } from '../options/launch-engines.ts'
import { COMMANDS } from './index.ts'

/** The text of `--help`, at most `width` columns wide. */
export async function helpText(width: number): Promise<string> {
  const { default: yargs } = await import('yargs')
  const parser = yargs([])
    .scriptName(COMMAND_NAME)
    .usage(
      `$0 [options] [--] COMMAND [ARG…]\n\nRuns a command in an environment where MLflow and boto3 see this project's AWS account and\nno AWS setting of the shell. Reads MLFLOW_AWS_* from the environment, .env.mlflow and .env.`,
    )
    .help(false)
    .version(false)
    .wrap(width)
    .updateStrings({ 'Options:': 'Options, before the command (each has a variable, as WITH_MLFLOW_ENV_STRICT=1):' })
  for (const { usage, describe, handler } of COMMANDS) if (handler) parser.command(usage, describe)
  for (const { name, takes, describe } of OPTIONS) {
    parser.option(name, takes === 'launch' ? { describe, choices: LAUNCH_CHOICES } : { describe })
  }
  parser.alias('help', 'h')
  parser.example('$0 python train.py', "train with the project's account")
  parser.example('$0 server --artifact-root s3://bucket/mlflow', "start MLflow's server with it")
  parser.example('$0 --strict -- make train', "and never with the shell's")
  const later = COMMANDS.filter(({ handler }) => !handler).map(({ word }) => word)
  parser.epilogue(
    `Kept for later versions: ${later.join(', ')}. '--' runs a program of such a name.\nExit status: the command's own; 125 for a failure of the launcher, 126 not executable, 127 not found.`,
  )
  return `${await parser.getHelp()}\n`
}
