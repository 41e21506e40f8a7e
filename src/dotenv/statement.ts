/** One statement of a `.env` file. */
export interface Statement {
  /** Line of the statement's first character that is not blank, counted from 1. */
  readonly line: number
  /** The text as it is in the file, without the blank lines before it. */
  readonly text: string
  /** The variable's name; null for a comment, for the end of the file and for what Python drops. */
  readonly name: string | null
  /** The value before `${NAME}` is replaced; null for a name without `=`. */
  readonly value: string | null
  readonly quote: '' | "'" | '"'
  /** True if Python cannot parse the statement and drops it, with all the lines in `text`. */
  readonly dropped: boolean
}

/** A statement without its place. */
export type Body = Omit<Statement, 'line' | 'text'>

/** Each variable's last statement: the one that counts. */
export function lastStatements(statements: readonly Statement[]): Map<string, Statement> {
  const last = new Map<string, Statement>()
  for (const statement of statements) if (statement.name !== null) last.set(statement.name, statement)
  return last
}
