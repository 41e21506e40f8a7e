import type { Command, Finding, Program } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { isAdministration } from './administration.ts'
import { composeFilePasses } from './compose-file.ts'
import { hasOption, optionValues } from './dotenv-file.ts'
import { directives } from './job-script.ts'
import { mentions, passes } from './passing.ts'
import { opensWindow } from './terminal.ts'

/** A program that starts others without the launcher's environment, unless its options say otherwise. */
interface Dropper {
  readonly names: readonly string[]
  /** Whether this command starts something without the environment. */
  readonly drops: (args: readonly string[], scope: Scope, name: string) => boolean
  readonly remedy: string | ((command: Command) => string)
}

const INSIDE = 'run with-mlflow-env inside it instead'

/** The word that says what such a program does: the first that is no option. */
function subcommand(args: readonly string[], withValue: readonly string[] = []): string {
  return args.find((word, at) => !word.startsWith('-') && !withValue.includes(args[at - 1] ?? '')) ?? ''
}

const DOCKER_VALUES = [
  '-c',
  '--context',
  '-H',
  '--host',
  '-l',
  '--log-level',
  '--config',
  '-f',
  '--file',
  '-p',
  '--project-name',
  '--profile',
  '--connection',
  '--url',
]

function startsContainer(args: readonly string[]): boolean {
  const words = args.filter((word, at) => !word.startsWith('-') && !DOCKER_VALUES.includes(args[at - 1] ?? ''))
  const [first = '', second = ''] = words
  const verb = first === 'compose' || first === 'container' ? second : first
  return ['run', 'exec', 'create'].includes(verb) && !hasOption(args, '--help')
}

function setsNothing(args: readonly string[], scope: Scope): boolean {
  if (hasOption(args, '--env-host') || mentions(optionValues(args, '-e', '--env'), scope)) return false
  // A file that cannot be read may have everything.
  const files = optionValues(args, '--env-file').map((path) => scope.read(path))
  return files.every((text) => text !== null && !mentions(text.split('\n'), scope))
}

/** `--export` of Slurm: everything, unless it says NONE or lists names without ALL. */
function exportsNothing(value: string | undefined, scope: Scope): boolean {
  if (value === undefined || /(?:^|,)ALL(?:,|$)/.test(value)) return false
  return !passes([value], scope)
}

function sudoKeeps(scope: Scope): boolean {
  const text = scope.read('/etc/sudoers') ?? ''
  return /^\s*Defaults.*!env_reset/m.test(text) || /^\s*Defaults.*env_keep.*AWS_/m.test(text)
}

const DROPPERS: readonly Dropper[] = [
  {
    names: ['sudo'],
    drops: (args, scope) => {
      const own = ownOptions(args, [
        '-u',
        '-g',
        '-h',
        '-p',
        '-C',
        '-r',
        '-t',
        '-T',
        '-U',
        '-D',
        '-R',
        '--user',
        '--group',
      ])
      if (/^-[lvkKVeh]$/.test(own[0] ?? '') || hasOption(own, '--list', '--validate', '--version', '--help', '--edit'))
        return false
      if (isAdministration(args.slice(own.length))) return false
      const keepsAll = own.some((word) => /^-[a-zA-Z]*E/.test(word) || word === '--preserve-env')
      return (
        !keepsAll && !passes(optionValues(own, '--preserve-env'), scope) && !mentions(own, scope) && !sudoKeeps(scope)
      )
    },
    remedy: "use 'sudo -E', or run 'sudo with-mlflow-env …' instead",
  },
  {
    names: ['doas'],
    drops: (args, { read }) =>
      !isAdministration(args.slice(ownOptions(args, ['-u', '-C']).length)) &&
      !/keepenv|setenv\s*\{[^}]*AWS_/.test(read('/etc/doas.conf') ?? ''),
    remedy: "add 'keepenv' to doas.conf, or run 'doas with-mlflow-env …' instead",
  },
  {
    names: ['su', 'runuser'],
    drops: (args, scope) => {
      const isLogin = args.some((word) => word === '-' || word === '--login' || /^-[a-z]*l/.test(word))
      const keeps =
        hasOption(args, '-m', '-p', '--preserve-environment') ||
        passes(optionValues(args, '-w', '--whitelist-environment'), scope)
      return isLogin && !keeps
    },
    remedy: "leave out '-' (--login), or run with-mlflow-env inside it instead",
  },
  { names: ['pkexec', 'run0'], drops: () => true, remedy: INSIDE },
  {
    names: ['env'],
    drops: (args, scope) => {
      const own = ownOptions(args, ['-u', '--unset', '-C', '--chdir'])
      const isEmpty = own.some((word) => word === '-' || word === '--ignore-environment' || /^-[a-z0]*i/.test(word))
      const assigned = own.filter((word) => /^\w+=/.test(word))
      return isEmpty && own.length < args.length && !mentions(assigned, scope)
    },
    remedy: "leave out -i, or run 'env -i … with-mlflow-env …' instead",
  },
  {
    names: ['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose'],
    drops: (args, scope, name) => {
      const all = name.endsWith('-compose') ? ['compose', ...args] : args
      const passes = all.includes('compose') && composeFilePasses(args, scope)
      return startsContainer(all) && setsNothing(args, scope) && !passes
    },
    remedy: ({ name }) =>
      `name the variables with -e (as '${name} run -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY -e MLFLOW_TRACKING_URI …'), or run with-mlflow-env in the container`,
  },
  {
    names: ['ssh'],
    drops: (args, scope) => {
      if (hasOption(args, '-V', '-N', '-G', '-Q', '-O')) return false
      return (
        !mentions(
          optionValues(args, '-o').filter((word) => /^(?:SendEnv|SetEnv)/i.test(word)),
          scope,
        ) &&
        !mentions(args, scope) &&
        !sendsByConfig(scope)
      )
    },
    remedy: "run 'ssh HOST with-mlflow-env …' instead, with the project's .env there",
  },
  {
    names: ['tmux', 'screen', 'byobu', 'zellij'],
    drops: opensWindow,
    remedy: 'run with-mlflow-env in the window instead',
  },
  {
    names: ['kubectl', 'oc'],
    drops: (args, scope) =>
      ['exec', 'run', 'rsh', 'debug'].includes(subcommand(args, ['-n', '--namespace', '--context', '--kubeconfig'])) &&
      !mentions(args, scope),
    remedy: "set the variables in the pod's specification, from a secret",
  },
  {
    names: ['lxc', 'incus', 'multipass', 'vagrant'],
    drops: (args, scope) => ['exec', 'ssh', 'shell'].includes(subcommand(args)) && !mentions(args, scope),
    remedy: INSIDE,
  },
  {
    names: ['srun', 'sbatch', 'salloc'],
    drops: (args, scope, name) => {
      const variable = scope.child({ srun: 'SLURM_EXPORT_ENV', sbatch: 'SBATCH_EXPORT', salloc: '' }[name] ?? '')
      const [option] = optionValues(args, '--export')
      const ofScript = name === 'sbatch' ? optionValues(directives('#SBATCH', args, scope), '--export') : []
      return exportsNothing(option ?? variable ?? ofScript.at(-1), scope)
    },
    remedy: 'use --export=ALL',
  },
  {
    names: ['qsub'],
    drops: (args, scope) => {
      const all = [...args, ...directives('#PBS', args, scope), ...directives('#$', args, scope)]
      return !hasOption(all, '-V', '--help', '-help') && !passes(optionValues(all, '-v'), scope)
    },
    remedy: "use 'qsub -V'",
  },
  {
    names: ['bsub'],
    drops: (args, scope) =>
      optionValues(args, '-env').some((value) => exportsNothing(value.replace(/\ball\b/, 'ALL'), scope)),
    remedy: "use 'bsub -env all'",
  },
  {
    names: ['bazel', 'bazelisk'],
    drops: (args, scope) =>
      ['test', 'coverage'].includes(subcommand(args)) &&
      !mentions(args, scope) &&
      !/--test_env=(?:AWS|MLFLOW)_/.test(scope.read('.bazelrc') ?? ''),
    remedy: 'name the variables with --test_env=AWS_ACCESS_KEY_ID and so on',
  },
  {
    names: ['nix-shell', 'nix', 'guix'],
    drops: (args, scope) => {
      const isPure =
        hasOption(args, '--pure', '--ignore-environment', '--unset-env', '-C', '--container') ||
        (args[0] !== 'run' && args.includes('-i') && !args.includes('-p'))
      return isPure && !mentions(optionValues(args, '--keep', '-k', '--preserve', '-E', '--keep-env-var'), scope)
    },
    remedy: 'leave out --pure, or name each variable with --keep',
  },
  {
    names: ['systemd-run'],
    drops: (args, scope) => !hasOption(args, '--scope', '--version', '-h', '--help') && !mentions(args, scope),
    remedy: "use 'systemd-run --scope', or run with-mlflow-env in the unit",
  },
  {
    names: ['flatpak-spawn', 'bwrap', 'setpriv'],
    drops: (args, scope) => hasOption(args, '--clear-env', '--clearenv', '--reset-env') && !mentions(args, scope),
    remedy: 'leave out the option that clears the environment, or run with-mlflow-env inside',
  },
  {
    names: ['apptainer', 'singularity'],
    drops: (args, scope) =>
      ['run', 'exec', 'shell'].includes(subcommand(args)) &&
      hasOption(args, '-e', '--cleanenv', '-C', '--containall') &&
      !hasOption(args, '--env-file') &&
      !mentions(args, scope),
    remedy: 'leave out --cleanenv, or name the variables with --env',
  },
  {
    names: ['ray'],
    drops: (args, scope) =>
      args[0] === 'job' &&
      args[1] === 'submit' &&
      !mentions(args, scope) &&
      !hasOption(args, '--runtime-env', '--help'),
    remedy: "name the variables in the job's --runtime-env-json",
  },
]

/** `SendEnv AWS_*` in ~/.ssh/config or the system's. */
function sendsByConfig({ home, read }: Scope): boolean {
  return [`${home}/.ssh/config`, '/etc/ssh/ssh_config'].some((path) =>
    /^[ \t]*(?:SendEnv|SetEnv)\b.*(?:AWS_|\s\*)/im.test(read(path) ?? ''),
  )
}

/** The options of the program itself, up to the command that it runs. */
function ownOptions(args: readonly string[], withValue: readonly string[]): string[] {
  const end = args.findIndex(
    (word, at) => !word.startsWith('-') && !word.includes('=') && !withValue.includes(args[at - 1] ?? ''),
  )
  return args.slice(0, end === -1 ? undefined : end)
}

export const droppers: readonly Program[] = DROPPERS.map(({ names, drops, remedy }) => ({
  names,
  inspect(command, scope): Finding[] {
    const { name, args } = command
    if (!drops(args, scope, name)) return []
    return [{ kind: 'drops', program: name, remedy: typeof remedy === 'string' ? remedy : remedy(command) }]
  },
}))
