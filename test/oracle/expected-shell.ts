// "Global" and "ambient": the environment in which botocore resolves what the child's botocore must resolve.

import type { Env } from './accounts.ts'
import { look } from './expected-profile.ts'
import { keysRegion, projectEndpoint } from './expected-settings.ts'
import type { Equivalent } from './outcome.ts'
import type { World } from './world.ts'

/** What belongs to one set comes from the set's source, or from none. */
const SET = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ACCOUNT_ID',
]

/** The shell's credentials come from one source as one set; all else is handed on as load_dotenv() would do it. */
export function shellOutcome(world: World, sources: readonly Env[]): Equivalent {
  const withAny = (...names: string[]) => sources.find((source) => names.some((name) => source[name]))
  // A secret alone counts if no source has more.
  const owner = withAny('AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE') ?? withAny('AWS_SECRET_ACCESS_KEY')
  const env: Record<string, string> = {}
  for (const source of sources) for (const [name, value] of Object.entries(source)) env[name] ??= value
  for (const name of SET) {
    const value = owner ? owner[name] : env[name]
    // An empty one means absent, where boto3 would look for a profile without a name.
    delete env[name]
    if (value) env[name] = value
  }
  const endpoint = projectEndpoint(sources)
  if (endpoint) {
    env.AWS_ENDPOINT_URL_S3 = endpoint
    env.AWS_REQUEST_CHECKSUM_CALCULATION ||= 'when_required'
    env.AWS_RESPONSE_CHECKSUM_VALIDATION ||= 'when_required'
  }
  const mode = owner?.AWS_ACCESS_KEY_ID || owner?.AWS_SECRET_ACCESS_KEY ? 'global' : 'ambient'
  return { mode, env: withRegion(world, sources, env, mode) }
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
