import { COMMAND_NAME } from '../../model/format.ts'
import { GLOBAL_OPTIONS } from '../../options/global-options.ts'
import { COMMANDS } from '../index.ts'
import type { HelpPage } from './page.ts'

/** The page of the launcher itself. */
export function overview(): HelpPage {
  const reserved = COMMANDS.filter(({ load }) => load === null).map(({ word }) => word)
  return {
    usage: ['[options] [--] COMMAND [ARG…]', '[options] WORD [options]'],
    description: [
      "Runs a command in an environment where MLflow and boto3 see this project's AWS account and no AWS setting of the shell. Reads MLFLOW_AWS_* from the environment, .env.mlflow and .env.",
      `Everything from COMMAND on belongs to the command. '--' ends the options: '${COMMAND_NAME} -- server' runs a program of that name. A WORD is one of the commands below, and '${COMMAND_NAME} WORD --help' shows its options.`,
    ],
    commands: COMMANDS.flatMap(({ word, describe, load }) => (load === null ? [] : [[word, describe] as const])),
    options: GLOBAL_OPTIONS,
    sections: [
      {
        heading: 'Environment',
        rows: [
          ['MLFLOW_AWS_ACCESS_KEY_ID, MLFLOW_AWS_SECRET_ACCESS_KEY', "the project's keys, always both"],
          ['MLFLOW_AWS_SESSION_TOKEN', 'their token, for temporary keys only'],
          ['MLFLOW_AWS_PROFILE', 'instead of keys: a profile of ~/.aws'],
          ['MLFLOW_AWS_DEFAULT_REGION', 'the region'],
          ['MLFLOW_TRACKING_URI', "the tracking server; without it the project's own running server is found"],
          ['MLFLOW_ARTIFACT_ROOT', 'where artifacts go'],
          ['MLFLOW_S3_ENDPOINT_URL', 'a store other than AWS, such as MinIO'],
          [
            'WITH_MLFLOW_ENV_…',
            "the options above, by the names after 'env:': 1 or true for yes, 0 or false for no. Files can set them too, except those of the group 'files' and WITH_MLFLOW_ENV_DEBUG",
          ],
          ['NO_COLOR', 'messages without colour'],
        ],
        paragraphs: ['The first that names a value counts: option, environment, .env.mlflow, .env.'],
      },
      {
        heading: 'Files',
        rows: [
          ['.env.mlflow, .env', 'searched for from the working directory up to the root of the git repository'],
          [
            '~/.aws/config, ~/.aws/credentials',
            'for MLFLOW_AWS_PROFILE; AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name others',
          ],
        ],
      },
      { heading: 'Reserved for later versions', paragraphs: [reserved.join(', ')] },
    ],
    exitStatus: [
      ['the command’s own', 'once it has started'],
      ['125', 'the launcher failed, and nothing was started'],
      ['126, 127', 'the command cannot be executed, is not found'],
    ],
    examples: [
      ['python train.py', "train with the project's account"],
      ['server --artifact-root s3://bucket/mlflow', "start MLflow's server with it"],
      ['--strict -- make train', "refuse the shell's account"],
      ['config', 'show whose account it is, and why'],
    ],
    more: ['README.md', 'docs/launch.md', 'docs/server.md', 'docs/doctor.md'],
  }
}
