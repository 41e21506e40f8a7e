// A Dockerfile, as far as its rules can be checked without building it.
import { readFileSync } from 'node:fs'

export interface Instruction {
  /** In capitals. */
  readonly word: string
  /** The rest of it, continued lines joined, without the flags. */
  readonly rest: string
  /** `--from=x` as `['from', 'x']`. */
  readonly flags: ReadonlyMap<string, string>
}

export function readDockerfile(path: string): Instruction[] {
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line))
  return lines
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .trim()
    .split('\n')
    .map(parse)
}

function parse(line: string): Instruction {
  const [, word = '', all = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? []
  const flags = new Map<string, string>()
  const rest = all.replace(/^(?:--[a-z-]+=\S+\s+)+/, (given) => {
    for (const [, name = '', value = ''] of given.matchAll(/--([a-z-]+)=(\S+)/g)) flags.set(name, value)
    return ''
  })
  return { word: word.toUpperCase(), rest: rest.trim(), flags }
}

/** The stages, each from its FROM on. What stands before the first is left out. */
export function stagesOf(instructions: readonly Instruction[]): Instruction[][] {
  const stages: Instruction[][] = []
  for (const instruction of instructions) {
    if (instruction.word === 'FROM') stages.push([instruction])
    else stages.at(-1)?.push(instruction)
  }
  return stages
}

/** A form with brackets, which no shell reads; undefined for a shell's. */
export function execForm(rest: string): string[] | undefined {
  try {
    const words = JSON.parse(rest)
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined
  } catch {
    return undefined
  }
}

/** Whether .dockerignore keeps a path out of the build. The last line that fits decides. */
export function isIgnored(path: string, dockerignore: string): boolean {
  let ignored = false
  for (const line of dockerignore.split('\n').map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const negated = line.startsWith('!')
    if (fits(path, negated ? line.slice(1) : line)) ignored = !negated
  }
  return ignored
}

/** A pattern fits what it names and everything below that. */
function fits(path: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\//g, '\0')
    .replace(/\*/g, '[^/]*')
    .replaceAll('\0', '(?:.*/)?')
  return new RegExp(`^${expression}(?:/|$)`).test(path)
}
