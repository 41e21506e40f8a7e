import { hasOption, optionValues } from '../option-words.ts'
import type { Scope } from '../scope.ts'
import type { Dropper } from './dropper.ts'
import { mentions } from './passing.ts'
import { opensWindow } from './terminal.ts'

/** `SendEnv AWS_*` in ~/.ssh/config or the system's. */
function sendsByConfig({ home, read }: Scope): boolean {
  return [`${home}/.ssh/config`, '/etc/ssh/ssh_config'].some((path) =>
    /^[ \t]*(?:SendEnv|SetEnv)\b.*(?:AWS_|\s\*)/im.test(read(path) ?? ''),
  )
}

/** Programs that run a command in a server which has an environment of its own. */
export const ELSEWHERE: readonly Dropper[] = [
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
]
