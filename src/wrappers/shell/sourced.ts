import type { Scope } from '../scope.ts'
import { readStatements } from './lexer.ts'
import type { Statement } from './statement.ts'

/** The statements of a file that a script sources: each line of a recipe may source the same one. */
export function sourcedStatements({ sourced }: Scope, text: string): readonly Statement[] {
  const statements = sourced.get(text) ?? readStatements(text)
  sourced.set(text, statements)
  return statements
}
