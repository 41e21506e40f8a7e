import { defineDiagnostics } from './diagnostic.ts'
import { formatOrigin } from './format.ts'
import type { Origin } from './origin.ts'

/** Why a value cannot be right. */
export type Problem =
  | 'whitespace'
  | 'control character'
  | 'not ASCII'
  | 'not a region name'
  /** A URI with a password where a profile's name is expected, which would be shown. */
  | 'not a profile name'
  /** A key where a name is expected, which would be shown. */
  | 'a key'

const PROBLEMS: Readonly<Record<Problem, string>> = {
  whitespace: 'contains whitespace, which is not valid here: copy the value again without spaces or line breaks',
  'control character': 'contains an invisible character, which is not valid here: copy the value again',
  'not ASCII': 'contains a character outside ASCII, which no key has: copy the value again',
  'not a region name': 'expected the name of an AWS region, such as eu-central-1',
  'not a profile name': 'expected the name of a profile, found a URI with a password',
  'a key':
    'expected a name, found what looks like an AWS key: set it as MLFLOW_AWS_ACCESS_KEY_ID or MLFLOW_AWS_SECRET_ACCESS_KEY',
}

/** What can be wrong with a single value: a credential, a region, a profile's name or a URI. */
export const valueDiagnostics = defineDiagnostics({
  'invalid-value': ({ problem }: { readonly problem: Problem }, origin: Origin) =>
    `${formatOrigin(origin)}: ${PROBLEMS[problem]}`,
  'placeholder-value': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} still has the template's placeholder: replace it with the real value, or remove it`,
})
