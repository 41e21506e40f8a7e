import { host } from '../../host/index.ts'
import { readDotenv } from '../dotenv-file.ts'
import type { Assignment, Place } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { readStatements } from './lexer.ts'
import { isOutput, NamedFiles } from './named-files.ts'
import { isPython } from './python.ts'
import { ScriptVariables } from './script-variables.ts'
import { toAssignment, type Word } from './word.ts'

/** What the commands of a script do that matters for the programs that it starts. */
export interface ScriptCommands {
  /** `AWS_PROFILE=work python train.py`, `env $(cat .env | xargs) python train.py`. */
  readonly assignments: Assignment[]
  /** Shell scripts that it runs, as full paths. */
  readonly scripts: string[]
  /** Python files that it runs, as full paths. */
  readonly pythonFiles: string[]
  /** Each command, with its directory and line; a word that is not known is empty. */
  readonly programs: { readonly words: readonly string[]; readonly cwd: string; readonly line: number }[]
}

const MAX_STATEMENTS = 2000
const names = (text: string) => new Set(text.split(' '))
/** Programs that start the one behind them. */
const STARTERS = names(
  'env cross-env nice nohup time exec command timeout stdbuf xvfb-run uv uvx poetry pipenv pdm hatch rye pixi conda mamba micromamba npx run exec',
)
const OTHER = /^(?:node|tsx|ts-node|deno|bun|Rscript|java|julia)$/
const SHELL = /^(?:ba|da|k|mk|z)?sh$/

/** @param at the place of the text: each line of a script counts from its own */
export function readCommands(text: string, at: Place, scope: Scope): ScriptCommands {
  const found: ScriptCommands = { assignments: [], scripts: [], pythonFiles: [], programs: [] }
  const variables = new ScriptVariables(scope)
  const files = new NamedFiles(scope, variables)
  const toText = (word: Word) => variables.text(word)
  const known = new Set<string>()
  let { cwd } = scope
  for (const { kind, words, line: offset } of readStatements(text).slice(0, MAX_STATEMENTS)) {
    if (kind !== 'command') continue
    const line = at.line + offset - 1
    const start = words.findIndex((word) => !toAssignment(word))
    if (start === -1) {
      for (const word of words) variables.assignWord(word, { path: at.path, line })
      continue
    }
    const texts = words.slice(start).map(toText)
    if (texts[0] === 'cd' && texts[1]) {
      cwd = host.resolvePath(cwd, texts[1])
      continue
    }
    const printed = texts[0] === 'env' ? words.filter(isOutput).map((word) => outputFiles(word, files, at.path)) : []
    const inner = startedBy(printed.flat().length > 0 ? texts.filter((word) => word !== null) : texts)
    const [command, ...rest] = inner
    const name = command ? host.basename(command) : command
    const full = (path: string) => host.resolvePath(cwd, path)
    const called = { words: texts.map((word) => word ?? ''), cwd }
    const key = JSON.stringify(called)
    if (called.words[0] !== '' && !known.has(key)) found.programs.push({ ...called, line })
    known.add(key)
    const script = scriptOf(name, command, rest)
    if (script) found.scripts.push(full(script))
    const runsPython = command === null || isPython(name ?? '')
    if (runsPython)
      found.pythonFiles.push(...inner.filter((word) => word?.endsWith('.py')).map((path) => full(path ?? '')))
    if (!runsPython && !script && !OTHER.test(name ?? '')) continue
    for (const path of printed.flat()) found.assignments.push(...readDotenv(path, scope, true))
    for (const word of words.slice(0, words.length - inner.length)) {
      const assigned = toAssignment(word)
      if (!assigned || assigned.appends) continue
      found.assignments.push({ name: assigned.name, value: toText(assigned.value), path: at.path, line })
    }
  }
  return found
}

/** The files that `$(grep -v '^#' .env | xargs)` prints. */
function outputFiles({ parts }: Word, files: NamedFiles, path: string): string[] {
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

/** The words from the program on that `env A=1 nice uv run python train.py` starts in the end. */
function startedBy(words: readonly (string | null)[]): readonly (string | null)[] {
  let started = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === null || word === undefined) return words.slice(at)
    if (STARTERS.has(host.basename(word))) started = true
    else if (!started || !/^-|^\d+[smh]?$|^[A-Za-z_]\w*=/.test(word)) return words.slice(at)
  }
  return []
}
