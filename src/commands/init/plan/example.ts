import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN } from '../../../credentials/project-variables.ts'
import { shownValue } from '../../../model/shown.ts'
import { KEYS, VARIABLES } from '../settings/variables.ts'
import { newText } from './new-text.ts'
import { type OtherReader, valueText } from './value-text.ts'

const HEADING = [
  "This project's settings for with-mlflow-env. Copy this file to .env.mlflow, fill it in, and keep that one out of git:",
  '',
  '    cp .env.mlflow.example .env.mlflow && chmod 600 .env.mlflow',
]

const PLACEHOLDERS: ReadonlyMap<string, string> = new Map([
  [ACCESS_KEY_ID, 'your-access-key-id'],
  [SECRET_ACCESS_KEY, 'your-secret-access-key'],
  [SESSION_TOKEN, 'your-session-token'],
])

/**
 * The file that goes into git: the project's settings with placeholders for its keys, and without the login of an address.
 *
 * @param find what the project's files have
 */
export function exampleText(find: (name: string) => string | undefined, read: OtherReader): string {
  const lines = VARIABLES.flatMap((name) => {
    const value = find(name)
    if (value === undefined) return []
    if (KEYS.includes(name)) return [[name, PLACEHOLDERS.get(name) ?? ''] as const]
    const shown = shownValue(value)
    const text = shown === null ? null : valueText(shown, read)
    return text === null ? [] : [[name, text] as const]
  })
  return newText(HEADING, lines)
}
