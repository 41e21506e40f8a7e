import { childValue, type EnvironmentChange, toSetting } from '../child-env/change.ts'
import type { Origin } from '../model/origin.ts'
import type { Environment } from '../model/source.ts'
import { findOption, KEY_PASSWORD, UVICORN_OPTIONS } from './uvicorn-options.ts'

const NAME = '--ssl-keyfile-password'
const OPTION = '--uvicorn-opts'
const REASON = "a password has no place on uvicorn's command line"

/**
 * Moves the password of a TLS key from uvicorn's options to its variable. MLflow puts the options on uvicorn's command line,
 * where every user of the machine could read it.
 *
 * @param passthroughArgs what is passed to `mlflow server`; its `--uvicorn-opts` replaces the variable
 */
export function moveKeyPassword(
  launcherEnv: Environment,
  change: EnvironmentChange,
  passthroughArgs: readonly string[],
): { change: EnvironmentChange; passthroughArgs: readonly string[] } {
  const inVariable = hideKeyPassword(childValue(launcherEnv, change, UVICORN_OPTIONS) ?? '')
  const inArgs = hideKeyPasswordInArgs(passthroughArgs)
  const password = inArgs.password ?? inVariable.password
  if (password === null) return { change, passthroughArgs }
  const fromVariable: Origin = { kind: 'environment', name: UVICORN_OPTIONS }
  const variableOrigin = change.set.get(UVICORN_OPTIONS)?.origin ?? fromVariable
  const origin: Origin = inArgs.password === null ? variableOrigin : { kind: 'option', name: OPTION }
  const set = new Map(change.set).set(KEY_PASSWORD, toSetting(password, REASON, origin))
  if (inVariable.password !== null) set.set(UVICORN_OPTIONS, toSetting(inVariable.options, REASON, variableOrigin))
  const unset = new Map(change.unset)
  unset.delete(KEY_PASSWORD)
  return { change: { ...change, set, unset }, passthroughArgs: inArgs.options }
}

/** uvicorn's options without the password of a TLS key, and the password. */
interface HiddenPassword<Options> {
  readonly options: Options
  /** The last one, which is in force; null if there is none. */
  readonly password: string | null
}

/** Takes the password out of a text of uvicorn's options. */
export function hideKeyPassword(options: string): HiddenPassword<string> {
  const found = findOption(options, NAME)
  // From the end, because positions before a removed part stay valid.
  const rest = found.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end).trimStart(), options)
  return { options: rest, password: found.at(-1)?.value ?? null }
}

/** The same for the value of each `--uvicorn-opts` among the words that are passed to MLflow. */
function hideKeyPasswordInArgs(args: readonly string[]): HiddenPassword<readonly string[]> {
  let password: string | null = null
  const hide = (text: string) => {
    const hidden = hideKeyPassword(text)
    password = hidden.password ?? password
    return hidden.options
  }
  const options = args.map((word, at) => {
    if (args[at - 1] === OPTION) return hide(word)
    return word.startsWith(`${OPTION}=`) ? `${OPTION}=${hide(word.slice(OPTION.length + 1))}` : word
  })
  return { options, password }
}
