import type { Origin } from './origin.ts'

/** `error`: nothing is started, or what runs cannot go on. `notice`: `--quiet` leaves it out. */
export type Severity = 'error' | 'warning' | 'notice'

/** One thing that a person should know, as a value. Checks return it; only a command decides what blocks. */
export interface Diagnostic<Code extends string = string, Data = unknown> {
  readonly code: Code
  readonly severity: Severity
  /** The value that it is about; null if it is about none, or about several. */
  readonly origin: Origin | null
  readonly data: Data
  /**
   * One sentence for people: what was expected, where, what was found, what to do. It never holds the value of a secret,
   * and no character that a terminal would obey.
   */
  readonly message: string
}

/** Words a diagnostic. It takes the data, and the origin where the code is always about one value. */
type Wording = (data: never, origin: never) => string

type DataOf<W> = W extends (data: infer Data, ...rest: never[]) => string ? Data : never
type OriginOf<W> = W extends (data: never, origin: infer O) => string ? O : never
/** A wording that takes no origin may be about any value, or none. */
type GivenOrigin<W> = unknown extends OriginOf<W> ? Origin | null : OriginOf<W>
/** A wording that takes no data needs none. */
type GivenData<W> = unknown extends DataOf<W> ? [data?: unknown] : [data: DataOf<W>]

/** The diagnostics of one subject: each code with its wording, made with a severity. */
export interface Diagnostics<Wordings> {
  readonly codes: readonly (keyof Wordings & string)[]
  error: Make<Wordings>
  warning: Make<Wordings>
  notice: Make<Wordings>
}

type Make<Wordings> = <Code extends keyof Wordings & string>(
  code: Code,
  origin: GivenOrigin<Wordings[Code]>,
  ...data: GivenData<Wordings[Code]>
) => Diagnostic<Code, DataOf<Wordings[Code]>>

/**
 * Declares the diagnostics of a subject. One condition has one code, whatever its severity is in one place or another.
 *
 * @param define gives the wordings by code, as `incomplete-credentials`. A function, because most runs print none of them:
 * V8 does not even list what is in a function that is never called, so it costs nothing at the start
 */
export function defineDiagnostics<Wordings extends Readonly<Record<string, Wording>>>(
  define: () => Wordings,
): Diagnostics<Wordings> {
  let defined: Wordings | undefined
  const wordings = () => {
    defined ??= define()
    return defined
  }
  const make =
    (severity: Severity) =>
    (code: string, origin: Origin | null, data: unknown = {}) => ({
      code,
      severity,
      origin,
      data,
      // Worded when it is read: most are never printed.
      get message() {
        return (wordings()[code] as (data: unknown, origin: Origin | null) => string)(data, origin)
      },
    })
  return {
    get codes() {
      return Object.keys(wordings())
    },
    error: make('error') as Make<Wordings>,
    warning: make('warning') as Make<Wordings>,
    notice: make('notice') as Make<Wordings>,
  }
}

/** An error diagnostic on its way to the one place that prints it and exits. */
export class LauncherError extends Error {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.code)
    this.name = 'LauncherError'
    this.diagnostic = diagnostic
  }
}

/** Whether something thrown is one. Asked by name: each bundle of the launcher has a class of its own. */
export function isLauncherError(thrown: unknown): thrown is LauncherError {
  return thrown instanceof Error && thrown.name === 'LauncherError'
}

/** @throws {LauncherError} always */
export function fail(diagnostic: Diagnostic): never {
  throw new LauncherError(diagnostic)
}

/**
 * Refuses to go on with what makes it impossible; warnings and notices are for the caller to print.
 *
 * @throws {LauncherError} the first error among the findings
 */
export function failOnError(findings: readonly Diagnostic[]): void {
  const error = findings.find(({ severity }) => severity === 'error')
  if (error) fail(error)
}
