import { optionValues } from '../option-words.ts'
import type { Scope } from '../scope.ts'
import { mentions } from './passing.ts'

const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']

/** Whether the compose files pass on a variable that is needed, or name a file with variables. */
export function composeFilePasses(args: readonly string[], scope: Scope): boolean {
  const named = [...optionValues(args, '-f', '--file'), ...(scope.child('COMPOSE_FILE') ?? '').split(':')]
  return [...named, ...NAMES].some((path) => {
    const text = path === '' ? '' : (scope.read(path) ?? '').replace(/#.*$/gm, '')
    return /\benv_file:/.test(text) || mentions([text], scope)
  })
}
