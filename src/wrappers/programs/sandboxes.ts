import { hasOption, optionValues } from '../option-words.ts'
import { type Dropper, ownOptions, subcommand } from './dropper.ts'
import { mentions } from './passing.ts'

/** Programs that run a command in a clean environment. */
export const SANDBOXES: readonly Dropper[] = [
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
]
