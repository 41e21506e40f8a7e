import { host } from '../../host/index.ts'
import type { Assignment } from '../finding.ts'
import type { Scope } from '../scope.ts'
import { readStatements } from './lexer.ts'
import { expand, toAssignment, type Word } from './word.ts'

/** What the commands of a script do that matters for the programs that it starts. */
export interface ScriptCommands {
  /** `AWS_PROFILE=work python train.py`. */
  readonly assignments: Assignment[]
  /** Shell scripts that it runs, as full paths. */
  readonly scripts: string[]
  /** Python files that it runs, as full paths. */
  readonly pythonFiles: string[]
  /** The arguments of each `make`, with the directory. */
  readonly makes: { readonly args: readonly string[]; readonly cwd: string }[]
}

const MAX_STATEMENTS = 2000
const names = (text: string) => new Set(text.split(' '))
/** Programs that start the one behind them. */
const STARTERS = names(
  'env cross-env nice nohup time exec command timeout stdbuf xvfb-run uv uvx poetry pipenv pdm hatch rye pixi conda mamba micromamba npx run exec',
)
const PYTHON =
  /^(?:python[\d.]*|pypy[\d.]*|ipython|jupyter(?:-\w+)?|mlflow|pytest|py\.test|papermill|torchrun|accelerate|deepspeed|streamlit|uvicorn|gunicorn|flask|dvc|kedro|coverage|debugpy|spark-submit|ray)$/
const OTHER = /^(?:node|tsx|ts-node|deno|bun|Rscript|java|julia)$/
const MAKE = names('make gmake gnumake')
const SHELL = /^(?:ba|da|k|mk|z)?sh$/

/** @param at the place of the text: each line of a script counts from its own */
export function readCommands(text: string, at: { path: string; line: number }, scope: Scope): ScriptCommands {
  const found: ScriptCommands = { assignments: [], scripts: [], pythonFiles: [], makes: [] }
  const values = new Map<string, string | null>()
  const toText = (word: Word) =>
    expand(word, (name) => (/^[A-Za-z_]/.test(name) ? (values.get(name) ?? scope.child(name)) : null))
  let { cwd } = scope
  for (const { kind, words, line } of readStatements(text).slice(0, MAX_STATEMENTS)) {
    if (kind !== 'command') continue
    const start = words.findIndex((word) => !toAssignment(word))
    if (start === -1) {
      for (const word of words) {
        const assigned = toAssignment(word)
        if (assigned) values.set(assigned.name, toText(assigned.value))
      }
      continue
    }
    const [program, ...args] = words.slice(start).map(toText)
    if (program === 'cd' && args[0]) {
      cwd = host.resolvePath(cwd, args[0])
      continue
    }
    const inner = startedBy([program ?? null, ...args])
    const [command, ...rest] = inner
    const name = command ? host.basename(command) : command
    const full = (path: string) => host.resolvePath(cwd, path)
    if (name && MAKE.has(name)) found.makes.push({ args: rest.map((word) => word ?? ''), cwd })
    const script = scriptOf(name, command, rest)
    if (script) found.scripts.push(full(script))
    const runsPython = command === null || PYTHON.test(name ?? '') || name?.endsWith('.py')
    if (runsPython)
      found.pythonFiles.push(...inner.filter((word) => word?.endsWith('.py')).map((path) => full(path ?? '')))
    if (!runsPython && !script && !OTHER.test(name ?? '')) continue
    for (const word of words.slice(0, words.length - inner.length)) {
      const assigned = toAssignment(word)
      if (!assigned || assigned.appends) continue
      found.assignments.push({
        name: assigned.name,
        value: toText(assigned.value),
        path: at.path,
        line: at.line + line - 1,
      })
    }
  }
  return found
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
