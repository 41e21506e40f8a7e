// What this run found out, one line for each claim. A claim without a measurement cannot be made.
export type When = 'before' | 'after' | 'both'

export interface Finding {
  readonly when: When
  readonly claim: string
  readonly holds: boolean
  /** What was seen, as short as it can be said. */
  readonly seen: string
}

export class Findings {
  readonly all: Finding[] = []

  add(when: When, claim: string, holds: boolean, seen: string): void {
    this.all.push({ when, claim, holds, seen })
  }

  get hold(): boolean {
    return this.all.length > 0 && this.all.every(({ holds }) => holds)
  }
}
