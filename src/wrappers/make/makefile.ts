import * as host from '../../host/index.ts'
import type { Assignment, Place } from '../finding.ts'
import { expandPattern } from '../pattern.ts'
import type { Scope } from '../scope.ts'
import { readScript, readScriptText } from '../shell/script.ts'
import { expandMake } from './expand.ts'
import { readLines } from './lines.ts'
import { recipeLines } from './recipe-text.ts'
import { type Exported, type RecipeLine, type Rule, Rules } from './rules.ts'

const MAX_FILES = 16
/** Lines of recipes whose commands are looked at. */
const MAX_COMMANDS = 500
/** Characters that expanding recipes may take, all together. */
const MAX_EXPANSION = 4 * 1024 * 1024
/** Lines of recipes that are read at all. */
const MAX_LINES = 2000
/** `$(eval …)`, with one level of brackets inside. */
const EVAL = /\$(?:\(eval\s+([^()]*(?:\([^()]*\)[^()]*)?)\)|\{eval\s+([^{}]*)\})/g
const EVAL_START = /\$[({]eval\s/
/** Commands of the shell that set variables, at the beginning of one. */
const SETTER = /(?:^|[;&|({]|\b(?:then|do|else)\s)\s*(?:set|export|\.|source|eval|declare|typeset)\s/
/** Commands that print the names of a file's variables without their values. */
const ONLY_NAMES = /=\.\*|\bcut\b|\[\^=\]|\s-F/

/** What a makefile and the files that it includes set, and what its recipes run. */
export class Makefile {
  readonly #scope: Scope
  readonly #values = new Map<string, Exported>()
  readonly #exported = new Set<string>()
  /** The lines of each `define`. */
  readonly #bodies = new Map<string, readonly string[]>()
  readonly #rules = new Rules()
  /** What the files set that a command prints for an `export`. */
  readonly #printed: Assignment[] = []
  readonly #budget = { left: MAX_EXPANSION }
  #exportsAll = false
  #files = 0
  /** The files that are being read: one that includes itself adds nothing. */
  readonly #open = new Set<string>()
  #current: Rule[] = []

  /** `make NAME=value`. */
  readonly #given: ReadonlyMap<string, string>

  constructor(scope: Scope, args: readonly string[]) {
    this.#scope = scope
    const given = args.flatMap((word) => {
      const match = /^([A-Za-z_]\w*):*=(.*)$/s.exec(word)
      return match ? [[match[1] ?? '', match[2] ?? ''] as const] : []
    })
    this.#given = new Map([['MAKE', 'make'], ['CURDIR', scope.cwd], ...given])
  }

  read(path: string): void {
    const full = host.resolvePath(this.#scope.cwd, path)
    if (this.#open.has(full) || ++this.#files > MAX_FILES) return
    const text = this.#scope.read(full)
    if (text === null) return
    this.#open.add(full)
    let define: { name: string; exported: boolean; at: Place; lines: string[] } | null = null
    for (const { text: line, line: number, isRecipe } of readLines(text)) {
      const opened: RegExpExecArray | null = define
        ? null
        : /^((?:(?:export|override)\s+)*)define\s+([\w.-]+)/.exec(line)
      if (define) {
        if (!/^\s*endef\b/.test(line)) define.lines.push(line)
        else {
          this.#define(define)
          define = null
        }
      } else if (opened) {
        const exported = /export/.test(opened[1] ?? '')
        define = { name: opened[2] ?? '', exported, at: { path: full, line: number }, lines: [] }
      } else if (isRecipe && this.#current.length > 0) {
        for (const rule of this.#current) rule.recipe.push({ text: line, line: number, path: full })
      } else this.#statement(line.trim(), { path: full, line: number })
    }
    this.#open.delete(full)
  }

  #define({ name, exported, at, lines }: { name: string; exported: boolean; at: Place; lines: string[] }): void {
    const value = expandMake(lines.join('\n'), (other) => this.#lookup(other))
    this.#values.set(name, { name, value, ...at, exported, raw: lines.join('\n') })
    this.#bodies.set(name, lines)
    if (exported) this.#exported.add(name)
  }

  /** What `$(eval …)` adds: its text, or the lines of the variable in it. */
  #evaluate(text: string, at: Place): void {
    for (const [, round, curly] of text.matchAll(EVAL)) {
      const inside = (round ?? curly ?? '').trim()
      const called = /^\$[({](?:call\s+)?([\w.-]+)[^(){}]*[)}]$/.exec(inside)?.[1]
      const lines = called === undefined ? [inside] : (this.#bodies.get(called) ?? [])
      for (const line of lines) if (!EVAL_START.test(line)) this.#statement(line.trim().replaceAll('$$', '$'), at)
    }
  }

  /** The lines of the recipes, as the shell gets them. */
  commands(goals: readonly string[]): RecipeLine[] {
    return this.#lines(goals).slice(0, MAX_COMMANDS)
  }

  #lines(goals: readonly string[]): RecipeLine[] {
    const lines = this.#rules.reached(goals).flatMap((rule) => rule.recipe.map((line) => ({ line, rule })))
    return lines.slice(0, MAX_LINES).flatMap(({ line, rule }) => this.#shellLines(line, rule))
  }

  #shellLines(line: RecipeLine, rule: Rule | null): RecipeLine[] {
    const variables = {
      raw: (name: string) => this.#raw(name, rule),
      value: (name: string) => this.#lookup(name),
      budget: this.#budget,
    }
    return recipeLines(line.text, variables).map((text) => ({ ...line, text }))
  }

  result(goals: readonly string[], environmentWins: boolean): Assignment[] {
    const rules = this.#rules.reached(goals)
    for (const { text, path, line } of rules.flatMap(({ recipe }) => recipe)) this.#evaluate(text, { path, line })
    const global = [...this.#values.values()]
    const targets = rules.flatMap(({ assignments }) => assignments)
    const isInherited = (name: string) => this.#scope.child(name) !== undefined
    const set = [...global, ...targets]
      .filter(({ name, exported }) => exported || this.#exportsAll || this.#exported.has(name) || isInherited(name))
      .map(({ exported: _, raw: __, ...assignment }) =>
        environmentWins ? { ...assignment, ifUnset: true } : assignment,
      )
    const startup = set.find(({ name }) => name === 'BASH_ENV')?.value
    return [
      ...set,
      ...this.#printed,
      ...(startup ? readScript(startup, this.#scope, { isInteractive: false }) : []),
      // Each line of a recipe is a shell of its own; what a line sets for one program only is meant for that.
      ...this.#lines(goals).flatMap(({ text, ...at }) => (SETTER.test(text) ? this.#script(text, at) : [])),
    ]
  }

  #script(text: string, { path, line }: Place): Assignment[] {
    const found = readScriptText(text, this.#scope, { isInteractive: false })
    return found.map((assignment) => (assignment.path === '' ? { ...assignment, path, line } : assignment))
  }

  #statement(text: string, at: Place): void {
    if (text === '') return
    const include = /^(?:-|s)?include\s+(.*)$/.exec(text)
    if (include) {
      const files = expandMake(include[1] ?? '', (name) => this.#lookup(name))
      const before = this.#current
      const paths = (files ?? '').split(/\s+/).flatMap((word) => expandPattern(word, this.#scope.cwd))
      for (const path of paths) this.read(path)
      this.#current = before
      return
    }
    if (/^\.EXPORT_ALL_VARIABLES\s*:/.test(text)) {
      this.#exportsAll = true
      return
    }
    if (EVAL_START.test(text)) {
      this.#evaluate(text, at)
      return
    }
    if (this.#assign(text, at, null)) return
    const exported = /^export(?:\s+(.*))?$/.exec(text)
    if (exported) {
      this.#export(exported[1] ?? '', at)
      return
    }
    this.#rule(text, at)
  }

  #export(names: string, at: Place): void {
    // `export $(shell cat .env)`.
    const lines = this.#shellLines({ text: names, ...at }, null).filter(({ text }) => /\$\(/.test(text))
    const printed = lines.flatMap(({ text }) => (ONLY_NAMES.test(text) ? [] : this.#script(`export ${text}`, at)))
    this.#printed.push(...printed)
    if (printed.length > 0) return
    // `export $(shell sed … .env)`: all names of a file.
    const known = expandMake(names, (name) => this.#lookup(name))
    if (known === null || known.trim() === '') this.#exportsAll = true
    else for (const name of known.trim().split(/\s+/)) this.#exported.add(name)
  }

  #assign(text: string, at: Place, rule: Rule | null): boolean {
    const match = /^((?:(?:export|override|private|unexport)\s+)*)([\w.-]+)\s*(\?|\+|!|:{1,3})?=\s*(.*)$/.exec(text)
    if (!match) return false
    const [, modifiers = '', name = '', operator, raw = ''] = match
    const value = operator === '!' || operator === '+' ? null : expandMake(raw, (other) => this.#lookup(other))
    const exported = /\bexport\b/.test(modifiers)
    const before = operator === '+' && !rule ? this.#values.get(name)?.raw : undefined
    const own = operator === '!' ? `$(shell ${raw})` : raw
    const whole = before === undefined ? own : `${before} ${own}`
    const assignment = { name, value, ifUnset: operator === '?', ...at, exported, raw: whole }
    if (rule) rule.assignments.push(assignment)
    else if (operator !== '?' || !this.#values.has(name)) this.#values.set(name, assignment)
    if (exported && !rule) this.#exported.add(name)
    return true
  }

  #rule(text: string, at: Place): void {
    const match = /^([^:=]+)::?(?!=)(.*)$/.exec(text)
    if (!match) return
    const [, left = '', right = ''] = match
    const targets = (expandMake(left, (name) => this.#lookup(name)) ?? '').split(/\s+/).filter(Boolean)
    const rules = targets.map((target) => this.#rules.of(target))
    const isAssignment = rules.map((rule) => this.#assign(right.trimStart(), at, rule)).includes(true)
    if (isAssignment) return
    const [prerequisites = '', ...recipe] = right.split(';')
    this.#current = rules
    for (const rule of rules) {
      rule.prerequisites.push(...(expandMake(prerequisites, (name) => this.#lookup(name)) ?? '').split(/\s+/))
      if (recipe.length > 0) rule.recipe.push({ text: recipe.join(';'), ...at })
    }
    this.#rules.noteGoal(targets)
  }

  /** The text of a variable, which make expands when it is used. */
  #raw(name: string, rule: Rule | null): string | undefined {
    if (this.#given.has(name)) return undefined
    const own = rule?.assignments.findLast((assignment) => assignment.name === name) ?? this.#values.get(name)
    return own?.ifUnset && this.#scope.child(name) !== undefined ? undefined : own?.raw
  }

  #lookup(name: string): string | null | undefined {
    const given = this.#given.get(name)
    if (given !== undefined) return given
    const own = this.#values.get(name)
    if (!own || (own.ifUnset && this.#scope.child(name) !== undefined)) return this.#scope.child(name)
    return own.value
  }
}
