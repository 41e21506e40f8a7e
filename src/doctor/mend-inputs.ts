import type { Inputs } from '../configure/inputs.ts'
import { ACCESS_KEY_ID, PROFILE, SECRET_ACCESS_KEY, SESSION_TOKEN } from '../credentials/project-variables.ts'
import { parseStatements } from '../dotenv/parser.ts'
import type { ReadFile } from '../env-files/read.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { nameOf, type Origin } from '../model/origin.ts'

/** In the place of credentials that were refused, so that nothing else is refused because of them. They open nothing. */
const STAND_INS: Readonly<Record<string, string>> = {
  [ACCESS_KEY_ID]: 'AKIAQ7ZK2MXW5RTPL9VD',
  [SECRET_ACCESS_KEY]: 'q7Zk2Mxw5Rt'.repeat(4).slice(0, 40),
}

/**
 * The inputs without what a refusal is about; null if it is not clear what that would be.
 *
 * @param refusal of these inputs
 */
export function mendInputs(inputs: Inputs, refusal: Diagnostic): Inputs | null {
  const data = Object(refusal.data)
  switch (refusal.code) {
    case 'incomplete-credentials':
      return withVariable(inputs, String(data.missing))
    case 'empty-credentials':
      return (data.empty as Origin[]).reduce<Inputs | null>((mended, origin) => mended && mend(mended, origin), inputs)
    case 'conflicting-credentials':
      return mend(inputs, data.profile)
    case 'unexpected-session-token':
      return mend(inputs, data.token)
    case 'misspelt-credentials':
      return withVariable(inputs, String(data.meant))
    case 'credentials-required':
    case 'shadowed-credentials':
      return withVariable(withVariable(inputs, ACCESS_KEY_ID), SECRET_ACCESS_KEY)
  }
  if (refusal.origin) return mend(inputs, refusal.origin)
  if (typeof data.display !== 'string' || typeof data.line !== 'number') return null
  return mendLine(inputs, (file) => file.text.display === data.display, data.line, data.name)
}

/** Without a setting, or with a stand-in if others need it. */
function mend(inputs: Inputs, origin: Origin): Inputs | null {
  const name = nameOf(origin)
  switch (origin.kind) {
    case 'environment': {
      const { [name]: _, ...env } = inputs.hostContext.env
      const standIn = STAND_INS[name]
      return withEnv(inputs, standIn === undefined ? env : { ...env, [name]: standIn })
    }
    case 'file':
      return mendLine(inputs, (file) => file.text.path === origin.path, origin.line, name)
    case 'option': {
      const options = new Map(inputs.args.options)
      return options.delete(name.replace(/^--/, '')) ? { ...inputs, args: { ...inputs.args, options } } : null
    }
    default:
      return null
  }
}

function withEnv(inputs: Inputs, env: Readonly<Record<string, string>>): Inputs {
  return { ...inputs, hostContext: { ...inputs.hostContext, env } }
}

/** Named where nothing of the project's can be in its way. */
function withVariable(inputs: Inputs, name: string): Inputs {
  const value = STAND_INS[name] ?? (name === SESSION_TOKEN || name === PROFILE ? 'a' : '')
  return withEnv(inputs, { ...inputs.hostContext.env, [name]: value })
}

/** The file without a statement. The other lines keep their numbers. */
function mendLine(inputs: Inputs, isMeant: (file: ReadFile) => boolean, line: number, name: unknown): Inputs | null {
  const file = inputs.texts.find(isMeant)
  if (!file) return null
  const lines = file.text.text.split(/\r\n?|\n/)
  const statement = parseStatements(file.text.text).find((one) => one.line === line && !one.dropped)
  const count = statement?.text.trimEnd().split('\n').length ?? 1
  const standIn = typeof name === 'string' ? STAND_INS[name] : undefined
  const first = standIn === undefined ? '' : `${name}=${standIn}`
  lines.splice(line - 1, count, first, ...new Array<string>(count - 1).fill(''))
  const text = lines.join('\n')
  if (text === file.text.text) return null
  const texts = inputs.texts.map((one) => (one === file ? { ...one, text: { ...one.text, text } } : one))
  return { ...inputs, texts }
}
