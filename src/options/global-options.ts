import { LAUNCH_CHOICES } from './launch-engines.ts'
import { type Details, type OptionSpec, option, ownVariable } from './option.ts'

const own = (name: string, details: Details) => option(name, details, ownVariable(name))

/** A switch of a run, which a file can set too. Its row here is all that it needs: `Options` has a field for it. */
export interface RunSwitch<Name extends string = string> extends OptionSpec {
  readonly name: Name
  readonly isRunSwitch: true
}

const runSwitch = <const Name extends string>(name: Name, details: Details): RunSwitch<Name> =>
  Object.assign(own(name, details), { name, isRunSwitch: true } as const)

/** The options that are written before the command, in the order in which help shows them. */
export const GLOBAL_OPTIONS = [
  own('env-file', {
    group: 'file',
    kind: 'value',
    valueName: 'FILE',
    completes: 'file',
    repeatable: true,
    scope: 'environment',
    help: 'read this file instead of searching for `.env.mlflow` and `.env`; if there are several, the last one wins; `<(command)` works; the variable separates files with `:`',
  }),
  own('no-env-file', { group: 'file', scope: 'environment', help: 'read no file' }),
  runSwitch('override', {
    group: 'file',
    scope: 'environment',
    help: 'let the files win over the environment, like `load_dotenv(override=True)`, for example if a terminal still has older values',
  }),
  runSwitch('strict', {
    group: 'account',
    isForServerAccount: true,
    help: "refuse the shell's own credentials (`AWS_*` keys, profiles, roles)",
  }),
  runSwitch('allow-fallback', {
    group: 'account',
    isForServerAccount: true,
    help: "use the shell's own credentials without a warning if the project names none",
  }),
  runSwitch('keep-aws', {
    group: 'account',
    help: "leave every `AWS_*` as it is and set MLflow's variables only: read data with the shell's account, log artifacts through the server",
  }),
  runSwitch('keep-aws-config', {
    group: 'account',
    help: 'let the command read `~/.aws` even with project keys, for `boto3.Session(profile_name=…)` in a script',
  }),
  own('keep', {
    group: 'account',
    kind: 'value',
    valueName: 'NAME',
    completes: 'variable',
    isList: true,
    repeatable: true,
    help: 'pass on this variable of the shell, although unknown `AWS_*` are removed; separate several names with commas; names from the command line, the environment and files are combined',
  }),
  own('launch', {
    group: 'launch',
    kind: 'value',
    valueName: 'HOW',
    choices: LAUNCH_CHOICES,
    default: '`auto`',
    help: 'how the command is started: `exec` replaces the launcher with it, `supervise` keeps the launcher running and forwards signals, `auto` uses `exec` if it is certain to work',
    page: 'docs/launch.md',
  }),
  runSwitch('with-server', {
    group: 'launch',
    isForServerAccount: true,
    help: "start a private MLflow server with the project's account for this command, which keeps the shell's AWS settings",
    page: 'docs/server.md',
  }),
  runSwitch('quiet', {
    group: 'output',
    help: 'print no configuration block and no notices; warnings and errors stay',
  }),
  own('debug', {
    group: 'output',
    scope: 'environment',
    help: 'print decisions, timing and the stack of an error to stderr, without secrets',
  }),
  option('help', { group: 'output', short: 'h', help: 'show this help' }),
  option('version', { group: 'output', short: 'V', help: 'show the version' }),
] as const satisfies readonly OptionSpec[]

/** The names of the switches of a run. */
export type RunSwitchName = Extract<(typeof GLOBAL_OPTIONS)[number], RunSwitch>['name']

/** The switches of a run, in the order of the table. */
export const RUN_SWITCHES = GLOBAL_OPTIONS.filter((option): option is RunSwitch<RunSwitchName> => {
  return 'isRunSwitch' in option
})

/** The variables that say which files are read, or are needed before: they mean nothing in a file. */
export const ENVIRONMENT_ONLY = GLOBAL_OPTIONS.flatMap(({ variable, scope }) =>
  variable !== null && scope === 'environment' ? [variable] : [],
)

/** The row of an option. */
export function globalOption(name: string): OptionSpec {
  const found = GLOBAL_OPTIONS.find((known) => known.name === name)
  if (!found) throw new TypeError(`no option ${name}`)
  return found
}
