/** How an option is written and what it takes. */
export type OptionKind =
  /** `--strict`: it is given, or not. */
  | 'switch'
  /** `--presigned` and `--no-presigned`. */
  | 'negatable'
  /** `--port 5000`, `--port=5000`. */
  | 'value'

/** What a value can be completed with: what the shell knows, or what the launcher is asked for (`completion --values`). */
export type Completes = 'file' | 'program' | 'variable' | AskedValues
export type AskedValues = 'profile' | 'check'

/**
 * One option: everything that parsing, help, docs/reference.md and the list of known variables say about it. The
 * texts are Markdown; `--help` leaves out the backticks.
 */
export interface OptionSpec {
  /** Without dashes, as `env-file`. */
  readonly name: string
  /** Older names of the option, which still work. */
  readonly otherNames: readonly string[]
  readonly kind: OptionKind
  /** One letter, as in `-h`. */
  readonly short: string | null
  /** What help calls the value, as `FILE`; null for switches. */
  readonly valueName: string | null
  /** The values that are allowed; null if a list cannot say it. */
  readonly choices: readonly string[] | null
  /** Whether each use adds a value, as `help` then says too. Otherwise the last one counts. */
  readonly repeatable: boolean
  /** The environment variable with the same meaning; null if there is none. */
  readonly variable: string | null
  /** Variables with older names, or that deployments use out of habit. The first of `variable` and these that is set counts. */
  readonly otherVariables: readonly string[]
  /** Where the variable is read. */
  readonly scope: 'environment and files' | 'environment'
  /** True if it is about the account of a private server: the command that `--with-server` runs does not have it. */
  readonly isForServerAccount: boolean
  /** What counts if nobody says anything; null if nothing does. */
  readonly default: string | null
  readonly help: string
  /** What it is about, as `account`: help shows such options together. Null if its table has no groups. */
  readonly group: string | null
  /** What its value is, for completion; null if nothing can be offered. `choices` are offered in any case. */
  readonly completes: Completes | null
  /** Whether its value can be several, separated by commas. */
  readonly isList: boolean
  /** The page that explains it. */
  readonly page: string | null
}

export type Details = Partial<OptionSpec> & Pick<OptionSpec, 'help'>

/** What a row of a table does not say: a switch without a variable. */
const DEFAULTS: Omit<OptionSpec, 'name' | 'help'> = {
  otherNames: [],
  kind: 'switch',
  short: null,
  valueName: null,
  choices: null,
  repeatable: false,
  variable: null,
  otherVariables: [],
  scope: 'environment and files',
  isForServerAccount: false,
  default: null,
  group: null,
  completes: null,
  isList: false,
  page: null,
}

/** A row of a table. Every start makes fourteen of them, so only one object is made for each. */
export function option(name: string, details: Details, variable: string | null = null): OptionSpec {
  const help = details.repeatable ? `${details.help}; can be repeated` : details.help
  return { ...DEFAULTS, variable, ...details, name, help }
}

/** The launcher's own variable for an option: `WITH_MLFLOW_ENV_KEEP_AWS` for `keep-aws`. */
export function ownVariable(name: string): string {
  return `WITH_MLFLOW_ENV_${name.toUpperCase().replaceAll('-', '_')}`
}

/** Every variable with the meaning of an option, in the order in which they count. */
export function variablesOf({ variable, otherVariables }: Pick<OptionSpec, 'variable' | 'otherVariables'>): string[] {
  return variable === null ? [...otherVariables] : [variable, ...otherVariables]
}

/** Whether an option is followed by a value. */
export function takesValue({ kind }: OptionSpec): boolean {
  return kind === 'value'
}

/** Every way to write an option, as `--presigned` and `--no-presigned`, with the value that a switch then has. */
export function spellings({
  name,
  otherNames,
  kind,
  short,
}: OptionSpec): { readonly word: string; readonly value: string }[] {
  return [
    ...[name, ...otherNames].flatMap((known) => [
      { word: `--${known}`, value: 'true' },
      ...(kind === 'negatable' ? [{ word: `--no-${known}`, value: 'false' }] : []),
    ]),
    ...(short === null ? [] : [{ word: `-${short}`, value: 'true' }]),
  ]
}
