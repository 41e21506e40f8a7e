import * as host from '../../host/index.ts'
import type { Assignment } from '../finding.ts'
import type { Scope } from '../scope.ts'

const MAX_FILES = 32

/** What files of fish leave in the environment: `set -gx NAME value`. What a function would do does not count. */
export function readFish(paths: readonly string[], scope: Scope, isInteractive: boolean): Assignment[] {
  const found: Assignment[] = []
  const left = [...paths]
  for (let count = 0; left.length > 0 && count < MAX_FILES; count++) {
    const path = left.shift() ?? ''
    const blocks: boolean[] = []
    for (const [at, line] of (scope.read(path) ?? '').split('\n').entries()) {
      const isGuarded = /\bset\s+-q\b/.test(line)
      for (const command of line.split(/;\s*|\s&&\s/)) {
        const words = command.trim().split(/\s+/)
        if (/^(?:function|if|for|while|switch|begin)$/.test(words[0] ?? '')) {
          const skips =
            words[0] === 'function' || (!isInteractive && /\bstatus\s+(?:--)?is-(?:interactive|login)/.test(command))
          blocks.push(skips)
        } else if (words[0] === 'end') blocks.pop()
        if (blocks.includes(true)) continue
        const assigned = toAssignment(words)
        if (assigned) found.push({ ...assigned, ifUnset: isGuarded, path, line: at + 1 })
        if (words[0] === 'source' && words[1])
          left.push(host.resolvePath(scope.cwd, words[1].replace(/^~/, scope.home)))
      }
    }
  }
  return found
}

/** Universal variables, which fish keeps in a file of its own. One that is in the environment wins. */
export function readFishVariables(path: string, scope: Scope): Assignment[] {
  return (scope.read(path) ?? '').split('\n').flatMap((line, at): Assignment[] => {
    const [, flags = '', name = '', value = ''] = /^SETUVAR ((?:--\S+ )+)(\w+):(.*)$/.exec(line) ?? []
    return flags.includes('--export ') ? [{ name, value, ifUnset: true, path, line: at + 1 }] : []
  })
}

function toAssignment(words: readonly string[]): { name: string; value: string | null | undefined } | undefined {
  const given = words[0] === 'or' || words[0] === 'and' ? words.slice(1) : words
  const [command, ...rest] = given
  if (command === 'export') {
    const match = /^(\w+)=(.*)$/.exec(rest.join(' '))
    return match ? { name: match[1] ?? '', value: literal(match[2] ?? '') } : undefined
  }
  if (command !== 'set') return undefined
  const flags = rest.filter((word) => word.startsWith('-'))
  const [name, ...values] = rest.filter((word) => !word.startsWith('-'))
  if (name === undefined) return undefined
  if (flags.some((flag) => /^-\w*e|^--erase$/.test(flag))) return { name, value: undefined }
  if (!flags.some((flag) => /^-\w*x|^--export$/.test(flag))) return undefined
  return { name, value: literal(values.join(' ')) }
}

function literal(text: string): string | null {
  const bare = text.replace(/^(['"])(.*)\1$/, '$2')
  return /[$(]/.test(bare) ? null : bare
}
