import * as host from '../../host/index.ts'
import { readDotenv } from '../dotenv-file.ts'
import type { Assignment, Place } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { wordsInTheEnd } from '../started-words.ts'
import { readStatements } from './lexer.ts'
import { moveTo } from './move.ts'
import { isOutput, NamedFiles } from './named-files.ts'
import { isPython } from './python.ts'
import { ScriptFolder } from './script-folder.ts'
import { type Arguments, ScriptVariables } from './script-variables.ts'
import { leading, toAssignment, type Word } from './word.ts'

/** What the commands of a script do that matters for the programs that it starts. */
export interface ScriptCommands {
  /** `AWS_PROFILE=work python train.py`, `env $(cat .env | xargs) python train.py`. */
  readonly assignments: Assignment[]
  /** Shell scripts that it runs, as full paths, with their arguments. */
  readonly scripts: { readonly path: string; readonly args: Arguments }[]
  /** Python files that it runs, as full paths. */
  readonly pythonFiles: string[]
  /** Each command, with its directory and line; a word that is not known is empty. */
  readonly programs: { readonly words: readonly string[]; readonly cwd: string; readonly line: number }[]
}

const MAX_STATEMENTS = 2000
const OTHER = /^(?:node|tsx|ts-node|deno|bun|Rscript|java|julia)$/
const SHELL = /^(?:ba|da|k|mk|z)?sh$/

/** @param at the place of the text: each line of a script counts from its own */
export function readCommands(text: string, at: Place, scope: Scope, args: Arguments = null): ScriptCommands {
  const found: ScriptCommands = { assignments: [], scripts: [], pythonFiles: [], programs: [] }
  const folder = new ScriptFolder(scope, at.path)
  const variables = new ScriptVariables(folder, args)
  const files = new NamedFiles(folder, variables)
  const toText = (word: Word) => variables.text(word)
  const known = new Set<string>()
  for (const { kind, words, line: offset } of readStatements(text).slice(0, MAX_STATEMENTS)) {
    if (kind === '(') folder.enter()
    else if (kind === ')') folder.leave()
    if (kind !== 'command') continue
    const line = at.line + offset - 1
    const start = words.findIndex((word) => !toAssignment(word))
    if (start === -1) {
      for (const word of words) variables.assignWord(word, { path: at.path, line })
      continue
    }
    const texts = words.slice(start).map(toText)
    if (moveTo(folder, texts[0] ?? '', words.slice(start + 1), variables, false)) continue
    const { cwd } = folder
    const isEnv = texts.some((word) => word !== null && host.basename(word) === 'env')
    const printed = isEnv ? words.flatMap((word) => outputFiles(word, files, at.path)) : []
    const inner = wordsInTheEnd(printed.length > 0 ? texts.filter((word) => word !== null) : texts)
    const [command, ...rest] = inner
    const name = command ? host.basename(command) : command
    const full = (path: string) => host.resolvePath(cwd, path)
    const called = { words: texts.map((word) => word ?? ''), cwd }
    const key = JSON.stringify(called)
    if (called.words[0] !== '' && !known.has(key)) found.programs.push({ ...called, line })
    known.add(key)
    const script = scriptOf(name, command, rest)
    if (script) found.scripts.push({ path: full(script), args: argumentsOf(script, inner) })
    const runsPython = command === null || isPython(name ?? '')
    if (runsPython)
      found.pythonFiles.push(...inner.filter((word) => word?.endsWith('.py')).map((path) => full(path ?? '')))
    if (!runsPython && !script && !OTHER.test(name ?? '')) continue
    for (const path of printed) found.assignments.push(...readDotenv(path, scope, true))
    for (const word of words.slice(0, words.length - inner.length)) {
      const assigned = toAssignment(word)
      if (!assigned || assigned.appends) continue
      found.assignments.push({ name: assigned.name, value: toText(assigned.value), path: at.path, line })
    }
  }
  return found
}

/** The files that `$(grep -v '^#' .env | xargs)` prints, as a word of its own or behind `-S`. */
function outputFiles(word: Word, files: NamedFiles, path: string): string[] {
  const option = /^(?:-[a-zA-Z]*S|--split-string=)$/.test(leading(word))
  const { parts } = option ? { parts: word.parts.slice(1) } : word
  if (!isOutput({ parts })) return []
  return parts.flatMap((part) => (part.kind === 'unknown' ? files.printed(part.source, path) : []))
}

function scriptOf(
  name: string | null | undefined,
  command: string | null | undefined,
  rest: readonly (string | null)[],
) {
  if (!name || !command) return undefined
  if (/\.(?:sh|bash|ksh|zsh)$/.test(name)) return command
  return SHELL.test(name)
    ? (rest.find((word) => word && !word.startsWith('-') && !rest.includes('-c')) ?? undefined)
    : undefined
}

/** The words behind a script. */
function argumentsOf(script: string, words: readonly (string | null)[]): Arguments {
  const at = words.indexOf(script)
  return at === -1 ? null : words.slice(at + 1)
}
