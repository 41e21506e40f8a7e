import { hasOption, optionValues } from '../option-words.ts'
import type { Scope } from '../scope.ts'
import { composeFilePasses } from './compose-file.ts'
import { type Dropper, INSIDE, subcommand } from './dropper.ts'
import { mentions } from './passing.ts'

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

/** Programs that run a command in a container or a virtual machine. */
export const CONTAINERS: readonly Dropper[] = [
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
    names: ['apptainer', 'singularity'],
    drops: (args, scope) =>
      ['run', 'exec', 'shell'].includes(subcommand(args)) &&
      hasOption(args, '-e', '--cleanenv', '-C', '--containall') &&
      !hasOption(args, '--env-file') &&
      !mentions(args, scope),
    remedy: 'leave out --cleanenv, or name the variables with --env',
  },
]
