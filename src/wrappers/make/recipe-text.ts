/** A few variables that double each other would fill the memory; no line is longer. */
const MAX_LENGTH = 131_072
/** References in one text, all together. */
const MAX_REFERENCES = 1000
const PRINTED = /^\$\((?:cat|e?grep|sed|awk|xargs)\s/

/** What is known of a makefile's variables. */
export interface MakeVariables {
  /** The text of a variable as the makefile has it; undefined if it is not set there. */
  readonly raw: (name: string) => string | undefined
  /** Its value otherwise; null if it is not known. */
  readonly value: (name: string) => string | null | undefined
  /** Characters that may still be read and written, for all lines together: a makefile could take forever. */
  readonly budget: { left: number }
}

/**
 * The lines that the shell gets for a line of a recipe. `$(shell COMMAND)` becomes the shell's own `$(COMMAND)`; what is
 * not known stays.
 */
export function recipeLines(text: string, variables: MakeVariables): string[] {
  const expanded = new RecipeText(variables).expand(text.replace(PREFIX, ''), [])
  if (expanded.length > MAX_LENGTH || variables.budget.left <= 0) return []
  const lines = expanded.split('\n').map((line) => line.replace(PREFIX, '').replaceAll('$$', '$'))
  // `$(ENV) python x.py`: make puts the assignments in front of the command.
  return lines.map((line) => (PRINTED.test(line) && text.includes('$') ? `env ${line}` : line))
}

const PREFIX = /^[-@+\s]+/

class RecipeText {
  readonly #variables: MakeVariables
  readonly #open = new Set<string>()
  #references = 0

  constructor(variables: MakeVariables) {
    this.#variables = variables
  }

  /** @param args of the `$(call …)` around the text */
  expand(text: string, args: readonly string[]): string {
    const { budget } = this.#variables
    let result = ''
    budget.left -= text.length
    for (let at = 0; at < text.length; ) {
      const next = text.indexOf('$', at)
      if (next === -1 || result.length > MAX_LENGTH || budget.left <= 0) return result + text.slice(at)
      result += text.slice(at, next)
      const follower = text.charAt(next + 1)
      const close = follower === '(' ? ')' : follower === '{' ? '}' : ''
      const end = close === '' ? -1 : closing(text, next + 2, follower, close)
      if (close !== '') budget.left -= (end === -1 ? text.length : end) - next
      if (end !== -1) {
        const whole = text.slice(next, end + 1)
        result += this.#reference(text.slice(next + 2, end), whole, args)
        at = end + 1
      } else {
        const isArgument = /\d/.test(follower) && args.length > 0
        result += isArgument ? (args[Number(follower) - 1] ?? '') : `$${follower}`
        at = next + 2
      }
    }
    return result
  }

  #reference(inside: string, whole: string, args: readonly string[]): string {
    if (++this.#references > MAX_REFERENCES) return whole
    const [, call, rest = ''] = /^\s*(shell|strip|call)\s+(.*)$/s.exec(inside) ?? []
    if (call === 'shell') return `$(${this.expand(rest, args)})`
    if (call === 'strip') return this.expand(rest, args).trim()
    if (call === 'call') {
      const [name = '', ...given] = rest.split(',')
      const expanded = given.map((arg) => this.expand(arg, args))
      return this.#variable(name.trim(), expanded) ?? whole
    }
    const name = inside.trim()
    if (/^\d$/.test(name) && args.length > 0) return args[Number(name) - 1] ?? ''
    return /^[\w.-]+$/.test(name) ? (this.#variable(name, []) ?? whole) : whole
  }

  #variable(name: string, args: readonly string[]): string | null | undefined {
    const raw = this.#open.has(name) ? undefined : this.#variables.raw(name)
    if (raw === undefined) return this.#variables.value(name)
    this.#open.add(name)
    const expanded = this.expand(raw, args)
    this.#open.delete(name)
    return expanded
  }
}

/** The position of the bracket that closes one before a position; -1 if there is none. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 1
  for (let at = from; at < text.length && at - from < MAX_LENGTH; at++) {
    const character = text.charAt(at)
    if (character === open) depth++
    else if (character === close && --depth === 0) return at
  }
  return -1
}
