/** What came of the tests of some files. */
export interface Outcome {
  readonly files: number
  /** Files of which at least one test passed. */
  readonly filesRun: number
  readonly passed: number
  readonly leftOut: readonly LeftOut[]
  readonly failures: readonly Failure[]
}

export interface LeftOut {
  readonly file: string
  /** Null for all of them. */
  readonly tests: number | null
  /** What they ask for that is not in the engine. */
  readonly reason: string
}

export interface Failure {
  readonly title: string
  readonly message: string
}
