// "Global" and "ambient": the environment in which botocore resolves what the child's botocore must resolve.
import { look } from './expected-profile.ts'
import { keysRegion, projectEndpoint } from './expected-settings.ts'
import type { Equivalent } from './outcome.ts'
import type { Env } from './python-worker.ts'
import type { World } from './world.ts'

const SET = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN']
const NAMED = [...SET, 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE']
/** What says something about keys comes with them. */
const WHOSE = [...NAMED, 'AWS_CREDENTIAL_EXPIRATION', 'AWS_ACCOUNT_ID']

/** The shell's credentials come from one source as one set; all else is handed on as load_dotenv() would do it. */
export function shellOutcomes(world: World, sources: readonly Env[]): Equivalent[] {
  const has = (names: readonly string[]) => (source: Env) => names.some((name) => source[name])
  const owners = [
    sources.findIndex(has(NAMED)),
    // A token or a secret alone is no set: the next source with an id, without them, is as good an answer.
    sources.findIndex(has(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE'])),
    sources.findIndex(has(['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE'])),
  ]
  return [...new Set(owners)].flatMap((owner) => {
    const whole = sources[owner] ?? {}
    const env: Record<string, string> = {}
    for (const source of sources) for (const [name, value] of Object.entries(source)) env[name] ??= value
    for (const name of WHOSE) {
      delete env[name]
      if (whole[name]) env[name] = whole[name]
    }
    const endpoint = projectEndpoint(sources)
    if (endpoint) env.AWS_ENDPOINT_URL_S3 = endpoint
    const keys = has(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(whole)
    // A token alone names no keys, or half of them.
    const modes: Equivalent['mode'][] = keys ? ['global'] : has(SET)(whole) ? ['ambient', 'global'] : ['ambient']
    return modes.map((mode) => ({ mode, env: withRegion(world, sources, env, mode) }))
  })
}

function withRegion(world: World, sources: readonly Env[], env: Env, mode: 'global' | 'ambient'): Env {
  const { AWS_DEFAULT_REGION: _, AWS_REGION: __, ...others } = env
  const named = keysRegion([...sources, { AWS_REGION: 'none' }])
  const active = env.AWS_DEFAULT_PROFILE ?? env.AWS_PROFILE ?? 'default'
  const reach = { config: !('AWS_CONFIG_FILE' in env), credentials: !('AWS_SHARED_CREDENTIALS_FILE' in env) }
  const own = look(world, reach).find(active)?.region
  const region = named !== 'none' ? named : own || mode === 'ambient' ? null : 'us-east-1'
  return region ? { ...others, AWS_DEFAULT_REGION: region, AWS_REGION: region } : others
}
