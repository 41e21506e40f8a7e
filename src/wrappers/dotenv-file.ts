import { parseWithoutChecks } from '../dotenv/env-file.ts'
import * as host from '../host/index.ts'
import type { Assignment } from './finding.ts'
import type { Scope } from './scope.ts'

/** The variables of a `.env` file. What refers to other variables is left out: its value is not known. */
export function readDotenv(path: string, scope: Scope, overrides: boolean): Assignment[] {
  const full = host.resolvePath(scope.cwd, path)
  const text = scope.read(full)
  if (text === null) return []
  const { entries } = parseWithoutChecks({ path: full, display: path, text })
  return [...entries].flatMap(([name, { value, origin }]): Assignment[] => {
    if (value.includes('${') || origin.kind !== 'file') return []
    return [{ name, value, ifUnset: !overrides, path: full, line: origin.line }]
  })
}
