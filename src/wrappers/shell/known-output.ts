import * as host from '../../host/index.ts'
import { findUpward } from '../find-upward.ts'
import { readStatements } from './lexer.ts'
import type { ScriptFolder } from './script-folder.ts'
import { leading, NO_WORD, type Word } from './word.ts'

/** Commands that name a directory are short. */
const MAX_LENGTH = 500
const PARAMETER = /^(\w+)(?::?([-=?])(.*))?$/s

/**
 * What `$(…)` or `${…}` gives, if that is known without running it: a directory such as `$(git rev-parse
 * --show-toplevel)` and `$(cd "$(dirname "$0")" && pwd)`, or a default such as `${1:-$HERE/.env}`.
 */
export function knownOutput(
  source: string,
  folder: ScriptFolder,
  text: (word: Word) => string | null,
  value: (name: string) => string | null | undefined,
): string | null {
  if (source.length > MAX_LENGTH) return null
  if (/^(?:0|BASH_SOURCE(?:\[0\])?)%\/\*$/.test(source)) return ownFolder(folder)
  if (source === 'BASH_SOURCE[0]') return folder.script || null
  const [, name = '', operator, rest = ''] = PARAMETER.exec(source) ?? []
  if (operator) {
    const known = value(name)
    if (known || operator === '?') return known || null
    const [, word] = readStatements(`: "${rest.replaceAll('"', '')}"`)[0]?.words ?? []
    return word ? text(word) : null
  }
  return folder.within(() => printedFolder(source, folder, text))
}

function printedFolder(source: string, folder: ScriptFolder, text: (word: Word) => string | null): string | null {
  for (const { words } of readStatements(source)) {
    const [name = '', ...options] = words.map(leading)
    const last = words.length > 1 ? text(words.at(-1) ?? NO_WORD) : null
    if (name === 'pwd') return folder.cwd
    if (name === 'git') return options.includes('--show-toplevel') ? gitRoot(folder) : null
    if (name === 'cd' && last !== null) folder.change(last)
    else if (last === null) return null
    else if (name === 'dirname') return host.dirname(last)
    else if (/^(?:g?realpath|g?readlink)$/.test(name)) return host.resolvePath(folder.cwd, last)
    else return null
  }
  return null
}

function ownFolder({ script }: ScriptFolder): string | null {
  return script === '' ? null : host.dirname(script)
}

/** The nearest directory with a `.git`, which is a file in a work tree. */
function gitRoot({ scope, cwd }: ScriptFolder): string | null {
  const there = { ...scope, cwd }
  const head = findUpward('.git/HEAD', there)
  const file = findUpward('.git', there)
  const roots = [head === null ? '' : host.dirname(host.dirname(head)), file === null ? '' : host.dirname(file)]
  // Both are above the directory: the nearer one is longer.
  return roots.sort((one, other) => other.length - one.length)[0] || null
}
