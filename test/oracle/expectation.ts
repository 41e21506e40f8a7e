// What the written rules say about a world: an account, a region and an endpoint, or a refusal. Written from the rules
// alone, in another style than the product; it is here to disagree.
import type { Env } from './accounts.ts'
import { handedOn, type ProjectIdentity, projectIdentity, refused } from './expected-identity.ts'
import { profileOutcome } from './expected-profile.ts'
import { accountEndpoint, highest, keysRegion } from './expected-settings.ts'
import { shellOutcome } from './expected-shell.ts'
import type { Outcome } from './outcome.ts'
import type { World } from './world.ts'

export function expected(world: World): Outcome {
  const sources = sourcesOf(world)
  return outcomeOf(projectIdentity(sources), world, sources)
}

/** The variables of each source, the highest first. */
export function sourcesOf({ env, mlflowFile, dotenvFile }: World): Env[] {
  const files = [mlflowFile?.variables ?? {}, dotenvFile?.variables ?? {}]
  return env.WITH_MLFLOW_ENV_OVERRIDE === '1' ? [...files, env] : [env, ...files]
}

function outcomeOf(identity: ProjectIdentity, world: World, sources: readonly Env[]): Outcome {
  switch (identity.mode) {
    case 'refused':
      return identity
    case 'project':
      return {
        ...identity,
        profile: null,
        error: null,
        region: keysRegion(sources),
        endpoint: accountEndpoint(world, sources),
      }
    case 'profile':
      return profileOutcome(world, sources, identity.profile)
    case 'none': {
      const keys = handedOn(sources)
      return keys ? outcomeOf(keys, world, sources) : withoutProject(world, sources)
    }
  }
}

/** Falling back to the shell's credentials is refused if it would be silent, or if nobody wants it. */
function withoutProject(world: World, sources: readonly Env[]): Outcome {
  const strict = highest(sources, 'WITH_MLFLOW_ENV_STRICT')
  const codes = [
    namesEmptyKeys(sources) ? 'empty-credentials' : '',
    hidesCredentials(world) ? 'shadowed-credentials' : '',
    strict === '1' || strict === 'true' ? 'credentials-required' : '',
  ].filter((code) => code !== '')
  return codes.length > 0 ? refused(...codes) : shellOutcome(world, sources)
}

/** A project that names keys which turned out empty must not get other ones in silence. */
function namesEmptyKeys(sources: readonly Env[]): boolean {
  const names = ['MLFLOW_AWS_ACCESS_KEY_ID', 'MLFLOW_AWS_SECRET_ACCESS_KEY']
  return sources.some((source) => names.some((name) => source[name] === ''))
}

/** Whether a nearer file of the same name hides one that names credentials. */
export function hidesCredentials({ mlflowFile, dotenvFile }: World): boolean {
  return [mlflowFile, dotenvFile].some((file) => {
    if (!file?.near || file.hidden === null) return false
    const {
      MLFLOW_AWS_ACCESS_KEY_ID: id,
      MLFLOW_AWS_SECRET_ACCESS_KEY: secret,
      MLFLOW_AWS_PROFILE: profile,
    } = file.hidden
    return Boolean(id || secret || profile)
  })
}
