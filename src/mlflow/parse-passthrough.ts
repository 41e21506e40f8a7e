import type { Environment } from '../model/source.ts'
import { isMlflowTrue } from './boolean.ts'

/** MLflow's short options that the launcher has in a long form. */
const SHORT_OPTIONS: Readonly<Record<string, string>> = { '-h': '--host', '-p': '--port', '-w': '--workers' }

/** Options whose value is a text of options for another program. */
const TAKES_OPTIONS = ['--uvicorn-opts', '--gunicorn-opts', '--waitress-opts']

/** A word that goes to `mlflow server` as it is. */
export interface PassthroughWord {
  readonly text: string
  /** The option that the word is, or is a value of, as it is written. */
  readonly option: string
  /** The long form of the option that the word is; null for a value. */
  readonly longOption: string | null
}

/** Tells options from values as click does, as far as that is possible without MLflow's list of options. */
export function parsePassthrough(passthroughArgs: readonly string[]): PassthroughWord[] {
  let option = '--'
  return passthroughArgs.map((text, at) => {
    // A word with a blank is a value, whatever it begins with.
    const [written] = TAKES_OPTIONS.includes(passthroughArgs[at - 1] ?? '') ? [] : (/^-[\w-]+(?==|$)/.exec(text) ?? [])
    if (written === undefined) return { text, option, longOption: null }
    option = written
    return { text, option, longOption: SHORT_OPTIONS[written.slice(0, 2)] ?? written }
  })
}

/** Whether a start of MLflow opens its database: not for its help, and not if it serves artifacts only. */
export function opensDatabase(passthroughArgs: readonly string[], env: Environment): boolean {
  return (
    !passthroughArgs.some((word) => word === '--help' || word === '--artifacts-only') &&
    !isMlflowTrue(env.MLFLOW_ARTIFACTS_ONLY ?? '')
  )
}
