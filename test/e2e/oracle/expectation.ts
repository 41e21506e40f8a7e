// What the written rules say about a world: an account, a region and an endpoint, or a refusal. Written from the rules
// alone. Where they leave a choice, every answer that they allow is listed, and the launcher must give one of them.
import { type ProjectIdentity, projectIdentity } from './expected-identity.ts'
import { profileOutcome } from './expected-profile.ts'
import { highest, keysRegion, projectEndpoint } from './expected-settings.ts'
import { shellOutcomes } from './expected-shell.ts'
import type { Outcome } from './outcome.ts'
import type { Env } from './python-worker.ts'
import type { World } from './world.ts'

export function expected(world: World): Outcome[] {
  const sources = [world.env, world.mlflowFile?.variables ?? {}, world.dotenvFile?.variables ?? {}]
  return projectIdentity(sources).flatMap((identity) => outcomesOf(identity, world, sources))
}

function outcomesOf(identity: ProjectIdentity, world: World, sources: readonly Env[]): Outcome[] {
  switch (identity.mode) {
    case 'refused':
      return [identity]
    case 'project':
      return [{ ...identity, error: null, region: keysRegion(sources), endpoint: projectEndpoint(sources) }]
    case 'profile':
      return [profileOutcome(world, sources, identity.profile)]
    case 'none':
      return withoutProject(world, sources)
  }
}

/** Falling back to the shell's credentials is refused where it would be silent, or where nobody wants it. */
function withoutProject(world: World, sources: readonly Env[]): Outcome[] {
  if (namesEmptyKeys(sources)) return [{ mode: 'refused', codes: ['empty-credentials'] }]
  if (hidesKeys(world)) return [{ mode: 'refused', codes: ['hidden-credentials'] }]
  const strict = highest(sources, 'WITH_MLFLOW_ENV_STRICT')
  if (strict === '1' || strict === 'true') return [{ mode: 'refused', codes: ['strict'] }]
  return shellOutcomes(world, sources)
}

/** A project that names keys which turned out empty must not get other ones in silence. */
function namesEmptyKeys(sources: readonly Env[]): boolean {
  const names = ['MLFLOW_AWS_ACCESS_KEY_ID', 'MLFLOW_AWS_SECRET_ACCESS_KEY']
  return sources.some((source) => names.some((name) => source[name] === ''))
}

function hidesKeys({ mlflowFile, dotenvFile }: World): boolean {
  return [mlflowFile, dotenvFile].some((file) => {
    if (!file?.near || file.hidden === null) return false
    return Boolean(file.hidden.MLFLOW_AWS_ACCESS_KEY_ID || file.hidden.MLFLOW_AWS_SECRET_ACCESS_KEY)
  })
}
