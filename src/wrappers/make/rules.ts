import type { Assignment, Place } from '../finding.ts'

export interface RecipeLine extends Place {
  readonly text: string
}
export interface Rule {
  readonly prerequisites: string[]
  readonly recipe: RecipeLine[]
  readonly assignments: Exported[]
}
export interface Exported extends Assignment {
  /** Whether the line itself exports it. */
  readonly exported: boolean
  /** The value as the makefile has it. */
  readonly raw: string
}

/** Pattern rules that are looked at. */
const MAX_PATTERNS = 100
/** Goals that they are looked through for: `%: x%` makes ever longer ones. */
const MAX_PATTERN_GOALS = 200

/** The rules of a makefile, by target. */
export class Rules {
  readonly #rules = new Map<string, Rule>()
  readonly #patterns: string[] = []
  #firstGoal: string | null = null

  of(target: string): Rule {
    const known = this.#rules.get(target)
    if (known) return known
    const rule: Rule = { prerequisites: [], recipe: [], assignments: [] }
    this.#rules.set(target, rule)
    if (target.includes('%') && this.#patterns.length < MAX_PATTERNS) this.#patterns.push(target)
    return rule
  }

  /** The first target of all is what make makes without arguments. */
  noteGoal(targets: readonly string[]): void {
    this.#firstGoal ??= targets.find((target) => !target.startsWith('.') && !target.includes('%')) ?? null
  }

  /** The rules of the goals and of what they need. */
  reached(goals: readonly string[]): Rule[] {
    const seen = new Map<string, Rule>()
    const left = goals.length > 0 ? [...goals] : [this.#firstGoal ?? '']
    for (let goal = left.pop(); goal !== undefined; goal = left.pop()) {
      if (goal === '' || seen.has(goal)) continue
      const rule = this.#ruleOf(goal, seen.size < MAX_PATTERN_GOALS)
      seen.set(goal, rule)
      left.push(...rule.prerequisites)
    }
    return [...seen.values()]
  }

  /** With what the rules for a pattern add: variables, and a recipe if there is no other. */
  #ruleOf(goal: string, withPatterns: boolean): Rule {
    const own = this.#rules.get(goal) ?? { prerequisites: [], recipe: [], assignments: [] }
    const matching = withPatterns ? this.#patterns.flatMap((pattern) => match(pattern, goal) ?? []) : []
    const assignments = [...own.assignments, ...matching.flatMap(({ pattern }) => this.of(pattern).assignments)]
    const recipes = matching.filter(({ pattern }) => this.of(pattern).recipe.length > 0)
    const [best] = recipes.sort((one, other) => one.stem.length - other.stem.length)
    if (own.recipe.length > 0 || !best) return { ...own, recipe: filled(own.recipe, goal, ''), assignments }
    const { prerequisites, recipe } = this.of(best.pattern)
    const needed = prerequisites.map((name) => name.replace('%', () => best.stem))
    return {
      prerequisites: [...own.prerequisites, ...needed],
      recipe: filled(recipe, goal, best.stem),
      assignments,
    }
  }
}

/** What `%` means in a pattern that a goal matches. */
function match(pattern: string, goal: string): { pattern: string; stem: string } | undefined {
  const [before = '', after = ''] = pattern.split('%', 2)
  const isMatch = goal.length > before.length + after.length && goal.startsWith(before) && goal.endsWith(after)
  return isMatch ? { pattern, stem: goal.slice(before.length, goal.length - after.length) } : undefined
}

/** With `$@` and `$*`. */
function filled(recipe: readonly RecipeLine[], goal: string, stem: string): RecipeLine[] {
  return recipe.map((line) => {
    const text = line.text.replace(/\$\$|\$[@*]|\$\([@*]\)/g, (found) =>
      found === '$$' ? found : found.includes('@') ? goal : stem,
    )
    return { ...line, text }
  })
}
