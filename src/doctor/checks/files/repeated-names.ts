import { references } from '../../../dotenv/interpolate.ts'
import { parseStatements } from '../../../dotenv/parser.ts'
import type { Statement } from '../../../dotenv/statement.ts'
import { formatLocation, formatName } from '../../../model/format.ts'
import { type CheckResult, warn } from '../../check.ts'
import type { ProjectFile } from '../../context.ts'
import { isDeciding } from './deciding-names.ts'

type Line = Statement & { readonly name: string; readonly value: string }

/** Names that one file has twice, with different values: Python takes the later one, and people look at the first. */
export function findRepeated({ display, read }: ProjectFile): CheckResult[] {
  const last = new Map<string, Line>()
  const results: CheckResult[] = []
  for (const statement of read ? parseStatements(read.text.text) : []) {
    if (!isLine(statement)) continue
    const { name } = statement
    const before = last.get(name)
    last.set(name, statement)
    // What builds on the line above is meant so.
    if (!before || before.value === statement.value || references(statement.value).includes(name)) continue
    const where = formatLocation(display, statement.line)
    const found = `${formatName(name)} has one value in line ${before.line} and another in line ${statement.line}, which counts`
    results.push(warn(found, where, `remove line ${before.line} or line ${statement.line} of ${display}`))
  }
  return results
}

function isLine(statement: Statement): statement is Line {
  return statement.name !== null && statement.value !== null && isDeciding(statement.name)
}
