import type { ScriptFolder } from './script-folder.ts'
import type { ScriptVariables } from './script-variables.ts'
import { leading, type Word } from './word.ts'

/**
 * `cd DIR`, `pushd DIR`, `popd`.
 * @returns whether it is one of them
 * @param mustExist whether a directory that is not there leaves the script where it is
 */
export function moveTo(
  folder: ScriptFolder,
  command: string,
  args: readonly Word[],
  variables: ScriptVariables,
  mustExist: boolean,
): boolean {
  if (command !== 'cd' && command !== 'pushd' && command !== 'popd') return false
  if (command === 'popd') {
    folder.leave()
    return true
  }
  if (command === 'pushd') folder.enter()
  const word = args.find((arg) => !/^-./.test(leading(arg)))
  const path = word ? variables.text(word) : folder.scope.home
  if (path !== null && (!mustExist || path === '-' || folder.has(path))) folder.change(path)
  return true
}
