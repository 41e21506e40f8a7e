import { renderHelp } from '../yargs/help.ts'
import { INIT_OPTIONS } from './options.ts'

/** The text of `init --help`, at most `width` columns wide. */
export async function help(width: number): Promise<string> {
  return renderHelp(
    {
      usage: '[options] init [options]',
      description: [
        "Writes the project's account into '.env.mlflow', which only you can read, and keeps that file out of git.",
        'On a terminal it asks for what is missing; secrets are typed unseen. It changes no existing file without asking',
        "or '--yes', except that it adds a line to '.gitignore'.",
      ].join(' '),
      heading: 'Options:',
      options: INIT_OPTIONS,
      examples: [
        ['init', 'answer questions'],
        ['init --bucket my-bucket --region eu-west-1', 'only the keys are asked for'],
        ['init --bucket my-bucket --profile lab', 'use a profile of ~/.aws, no keys'],
        ['init --bucket my-bucket < keys.env', 'read keys from NAME=value lines'],
      ],
      epilogue: [
        'Without a terminal, keys come from MLFLOW_AWS_ACCESS_KEY_ID, MLFLOW_AWS_SECRET_ACCESS_KEY and',
        'MLFLOW_AWS_SESSION_TOKEN in the environment, or from standard input: NAME=value lines as in the file, or as AWS',
        'prints them (export AWS_ACCESS_KEY_ID=…).',
        "The file is written where the launcher looks for it: next to the project's '.env', else at the root of the git",
        "repository, else in the working directory. '--strict' and '--allow-fallback' are written into it too.",
        '\nExit status: 0 if the file is there as asked, 125 if not, 130 after Ctrl-C.',
      ].join(' '),
    },
    width,
  )
}
