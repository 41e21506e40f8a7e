import type { Assignment, Place } from '../finding.ts'
import { reached } from '../reached.ts'

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
    const first = goals.length > 0 ? goals : [this.#firstGoal ?? '']
    const all = reached(first, (goal) => this.#rules.get(goal)?.prerequisites ?? [])
    return all.flatMap((goal) => this.#rules.get(goal) ?? [])
  }
}
