// What is decided about credentials, with the check of a fall back to the shell's.
import { checkFallBack, type FallBackInput } from '../../src/credentials/fall-back.ts'
import { resolveCredentials } from '../../src/credentials/index.ts'
import { toSources } from './sources.ts'
import { refusal } from './temporary-tree.ts'

export const ID = 'AKIAIOSFODNN7EXAMPLE'
export const keys = { MLFLOW_AWS_ACCESS_KEY_ID: ID, MLFLOW_AWS_SECRET_ACCESS_KEY: 'secret' }
export const shell = { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: 'secret' }
export const NONE = { strict: null, allowFallback: null }
export const READ = { read: ['.env'], missing: ['.env.mlflow'], range: { from: '/home/u/p', to: '/home/u' } }
export const NOTHING = { ...READ, read: [], missing: ['.env.mlflow', '.env'] }
export const strict = { kind: 'option', name: '--strict' } as const

export function resolve(given: Partial<FallBackInput>) {
  const { sources = toSources([{}]) } = given
  const { credentials, warnings, fellBack } = resolveCredentials({ sources, keepAws: false })
  const fallBack = {
    ...{
      credentials,
      sources,
      options: NONE,
      shadowed: [],
      hints: [],
      unknown: [],
      projectVariables: ['MLFLOW_TRACKING_URI'],
      passedOn: new Set<string>(),
    },
    ...{ searched: READ, ...given },
  }
  return { credentials, fellBack, warnings: fellBack ? [...warnings, ...checkFallBack(fallBack).warnings] : warnings }
}

/** What it is refused with; null if it is not. */
export const failure = (given: Partial<FallBackInput>) => refusal(() => resolve(given))
