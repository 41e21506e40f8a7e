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
}

/** The rules of a makefile, by target. */
export class Rules {
  readonly #rules = new Map<string, Rule>()
  #firstGoal: string | null = null

  of(target: string): Rule {
    const rule = this.#rules.get(target) ?? { prerequisites: [], recipe: [], assignments: [] }
    this.#rules.set(target, rule)
    return rule
  }

  /** The first target of all is what make makes without arguments. */
  noteGoal(targets: readonly string[]): void {
    this.#firstGoal ??= targets.find((target) => !target.startsWith('.')) ?? null
  }

  /** The rules of the goals and of what they need. */
  reached(goals: readonly string[]): Rule[] {
    const seen = new Set<string>()
    const left = goals.length > 0 ? [...goals] : [this.#firstGoal ?? '']
    for (let goal = left.pop(); goal !== undefined; goal = left.pop()) {
      if (seen.has(goal)) continue
      seen.add(goal)
      left.push(...(this.#rules.get(goal)?.prerequisites ?? []))
    }
    return [...seen].flatMap((goal) => this.#rules.get(goal) ?? [])
  }
}
