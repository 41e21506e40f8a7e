/** A global option: how it is written, what it takes, and the variable that stands for it. */
export interface OptionSpec {
  readonly name: string
  readonly takes: 'nothing' | 'file' | 'launch'
  readonly variable: string | null
  readonly describe: string
}

/** The variable that stands for an option. */
export const variableOf = (name: string) => `WITH_MLFLOW_ENV_${name.toUpperCase().replaceAll('-', '_')}`
const spec = (name: string, takes: OptionSpec['takes'], describe: string): OptionSpec => ({
  name,
  takes,
  variable: variableOf(name),
  describe,
})

/** The global options, in the order in which help shows them. */
export const OPTIONS: readonly OptionSpec[] = [
  spec('env-file', 'file', 'read this file instead of searching for .env.mlflow and .env; repeatable, the later wins'),
  spec('no-env-file', 'nothing', 'read no file at all'),
  spec('strict', 'nothing', "refuse the shell's own credentials (AWS_* keys, profiles, roles)"),
  spec('keep-aws', 'nothing', "leave every AWS_* as it is and set MLflow's own variables only"),
  spec('keep-aws-config', 'nothing', 'leave ~/.aws in reach of the command beside project keys'),
  spec(
    'launch',
    'launch',
    'how to start the command: exec becomes it, supervise stays beside it, auto picks exec where it can',
  ),
  spec(
    'with-server',
    'nothing',
    "start a private MLflow server with the project's account for this command, which keeps the shell's own AWS settings",
  ),
  spec('quiet', 'nothing', 'print no configuration block and no notices'),
  { name: 'help', takes: 'nothing', variable: null, describe: 'show this help' },
  { name: 'version', takes: 'nothing', variable: null, describe: 'show the version' },
]
