import { defineDiagnostics } from '../model/diagnostic.ts'
import { formatOrigin } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import { find } from '../model/source.ts'
import { isS3Uri } from '../model/uri.ts'
import type { CheckAt } from './check.ts'

const NAME = 'MLFLOW_S3_UPLOAD_EXTRA_ARGS'

const PROBLEMS = {
  'not JSON': 'which is not JSON: write names and texts in double quotes',
  'not an object': 'which is JSON, but not an object: write { and } around its arguments',
} as const

interface WrongArguments {
  readonly problem: keyof typeof PROBLEMS
  readonly characters: number
}

export const diagnostics = defineDiagnostics(() => ({
  /** A key of encryption may be among the arguments, so the value is not shown. */
  'upload-arguments-invalid': ({ problem, characters }: WrongArguments, origin: Origin) =>
    `${formatOrigin(origin)}: expected a JSON object such as {"ServerSideEncryption": "aws:kms"}, found a text of ${characters} characters, ${PROBLEMS[problem]}`,
}))

/** MLflow parses them at each upload, and clients see a general 500. */
export const uploadArguments: CheckAt<'settings'> = {
  name: 'upload-arguments',
  stage: 'settings',
  diagnostics,
  run({ settings, sources, env }) {
    const named = find(sources, NAME)
    // The shell's own are kept from the server. A person who has set them expects them to work.
    const value = env[NAME] || named?.value
    const origin = named?.origin
    const { destination, defaultRoot } = settings.artifacts
    const usesS3 = [destination, defaultRoot].some((place) => place && isS3Uri(place.value))
    if (!value || !origin || !usesS3) return []
    const problem = findProblem(value)
    return problem ? [diagnostics.error('upload-arguments-invalid', origin, { problem, characters: value.length })] : []
  },
}

function findProblem(text: string): keyof typeof PROBLEMS | null {
  try {
    const parsed: unknown = JSON.parse(text)
    // MLflow takes null for nothing.
    return typeof parsed === 'object' && !Array.isArray(parsed) ? null : 'not an object'
  } catch {
    return 'not JSON'
  }
}
