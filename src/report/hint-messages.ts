import type { Hint } from '../model/failure.ts'
import { quote } from '../model/format.ts'

export function hintText(hint: Hint): string {
  return hint.kind === 'misnamed'
    ? `${quote(hint.display)} is not read: is it meant to be called ${quote(hint.expected)}?`
    : `${quote(hint.display)} is not read, the search ends at the folder with .git below it: name it with --env-file`
}
