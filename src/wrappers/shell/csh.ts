import * as host from '../../host/index.ts'
import type { Assignment } from '../finding.ts'
import type { Scope } from '../scope.ts'

const MAX_FILES = 32

/** What files of csh and tcsh leave in the environment: `setenv NAME value`. */
export function readCsh(paths: readonly string[], scope: Scope): Assignment[] {
  const found: Assignment[] = []
  const left = [...paths]
  for (let count = 0; left.length > 0 && count < MAX_FILES; count++) {
    const path = left.shift() ?? ''
    for (const [at, line] of (scope.read(path) ?? '').split('\n').entries()) {
      const match = /^\s*(setenv|unsetenv|source)\s+(\S+)(.*)$/s.exec(line)
      if (!match) continue
      const [, command, name = '', value = ''] = match
      if (command === 'source') left.push(host.resolvePath(scope.cwd, name.replace(/^~/, scope.home)))
      else found.push({ name, value: command === 'setenv' ? literal(value.trim()) : undefined, path, line: at + 1 })
    }
  }
  return found
}

function literal(text: string): string | null {
  const bare = (text.endsWith(';') ? text.slice(0, -1).trimEnd() : text).replace(/^(['"])(.*)\1$/, '$2')
  return /[$`]/.test(bare) ? null : bare
}
