import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import type { HelpPage } from '../help/page.ts'
import { INIT_OPTIONS, WITHOUT_MEANING } from './options.ts'

/** The help of `init`. */
export const page: HelpPage = {
  usage: ['[options] init [options]'],
  description: [
    "Writes the project's account into '.env.mlflow', which only you can read, and keeps that file out of git. On a terminal it asks for what is missing; secrets are typed unseen. It changes no existing file without asking or '--yes', except that it adds a line to '.gitignore'.",
    'Without a terminal, keys come from the environment, or from standard input: NAME=value lines as in the file, or as AWS prints them (export AWS_ACCESS_KEY_ID=…).',
  ],
  options: INIT_OPTIONS,
  globalOptions: GLOBAL_OPTIONS.filter(({ name }) => !WITHOUT_MEANING.includes(name)),
  sections: [
    {
      heading: 'Environment',
      rows: [
        ['MLFLOW_AWS_ACCESS_KEY_ID, MLFLOW_AWS_SECRET_ACCESS_KEY', 'the keys to write'],
        ['MLFLOW_AWS_SESSION_TOKEN', 'their token, for temporary keys only'],
      ],
    },
    {
      heading: 'Files',
      rows: [
        [
          '.env.mlflow',
          "written where the launcher looks for it: next to the project's '.env', else at the root of the git repository, else in the working directory. '--strict' and '--allow-fallback' are written into it too",
        ],
      ],
    },
  ],
  exitStatus: [
    ['0', 'the file is there as asked'],
    ['125', 'it is not'],
    ['130', 'Ctrl-C'],
  ],
  examples: [
    ['init', 'answer questions'],
    ['init --bucket my-bucket --region eu-west-1', 'only the keys are asked for'],
    ['init --bucket my-bucket --profile lab', 'use a profile of ~/.aws, no keys'],
    ['init --bucket my-bucket < keys.env', 'read keys from NAME=value lines'],
  ],
  more: ['README.md'],
}
