// Region and endpoint, as far as variables name them.
import type { Env } from './accounts.ts'
import type { World } from './world.ts'

/** The highest source's value of a name; an empty one means absent. */
export function highest(sources: readonly Env[], name: string): string | null {
  return sources.map((source) => source[name]).find((value) => value) ?? null
}

/** The region beside keys. */
export function keysRegion(sources: readonly Env[]): string {
  return (
    highest(sources, 'MLFLOW_AWS_DEFAULT_REGION') ??
    highest(sources, 'AWS_DEFAULT_REGION') ??
    highest(sources, 'AWS_REGION') ??
    'us-east-1'
  )
}

export function projectEndpoint(sources: readonly Env[]): string | null {
  return highest(sources, 'MLFLOW_S3_ENDPOINT_URL')
}

/** With the project's account, a file may name the endpoint as AWS does, unless the files speak of another account too. */
export function accountEndpoint({ mlflowFile, dotenvFile }: World, sources: readonly Env[]): string | null {
  const files = [mlflowFile?.variables ?? {}, dotenvFile?.variables ?? {}]
  const others = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE']
  const own = projectEndpoint(sources)
  if (own || others.some((name) => highest(files, name))) return own
  return highest(files, 'AWS_ENDPOINT_URL_S3') ?? highest(files, 'AWS_ENDPOINT_URL')
}
