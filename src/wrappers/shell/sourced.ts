import type { Scope } from '../scope.ts'
import { readStatements } from './lexer.ts'
import type { Statement } from './statement.ts'

/** By the text: each line of a recipe may source the same file, and reading its words takes the longest. */
const known = new WeakMap<Scope['read'], Map<string, readonly Statement[]>>()

/** The statements of a file that a script sources. */
export function sourcedStatements({ read }: Scope, text: string): readonly Statement[] {
  const ofScope = known.get(read) ?? new Map<string, readonly Statement[]>()
  known.set(read, ofScope)
  const statements = ofScope.get(text) ?? readStatements(text)
  ofScope.set(text, statements)
  return statements
}
