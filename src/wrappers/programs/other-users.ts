import { hasOption, optionValues } from '../option-words.ts'
import type { Scope } from '../scope.ts'
import { isAdministration } from './administration.ts'
import { type Dropper, INSIDE, ownOptions } from './dropper.ts'
import { mentions, passes } from './passing.ts'

function sudoKeeps(scope: Scope): boolean {
  const text = scope.read('/etc/sudoers') ?? ''
  return /^\s*Defaults.*!env_reset/m.test(text) || /^\s*Defaults.*env_keep.*AWS_/m.test(text)
}

/** Programs that run a command as another user. */
export const OTHER_USERS: readonly Dropper[] = [
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
]
