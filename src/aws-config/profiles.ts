import { type Ini, parseIni } from './ini.ts'

type Options = ReadonlyMap<string, string>

/** The profiles of `~/.aws/config` and `~/.aws/credentials`, merged as botocore merges them. */
export interface Profiles {
  /** False if a file cannot be parsed: botocore raises then, and nothing is known about its profiles. */
  readonly readable: boolean
  has(name: string): boolean
  /** The region that the profile sets itself. */
  region(name: string): string | undefined
  /** The endpoint for S3 that the profile sets itself. */
  endpoint(name: string): string | undefined
  /** Where a role's first credentials come from: `Environment`, `Ec2InstanceMetadata`, `EcsContainer` or undefined. */
  credentialSource(name: string): string | undefined
}

export function parseProfiles(config: string | undefined, credentials: string | undefined): Profiles {
  const fromConfig = config === undefined ? new Map() : parseIni(config)
  const fromCredentials = credentials === undefined ? new Map() : parseIni(credentials)
  const profiles = new Map<string, Options>()
  if (fromConfig) for (const [name, options] of configProfiles(fromConfig)) profiles.set(name, options)
  if (fromCredentials) {
    for (const [name, options] of fromCredentials as Ini) {
      profiles.set(name, new Map([...(profiles.get(name) ?? []), ...options]))
    }
  }
  const option = (profile: string, name: string) => profiles.get(profile)?.get(name) || undefined
  return {
    readable: fromConfig !== null && fromCredentials !== null,
    has: (name) => profiles.has(name),
    region: (name) => option(name, 'region'),
    endpoint: (name) => option(name, 'endpoint_url'),
    credentialSource: (name) => {
      const visited = new Set<string>()
      for (let at: string | undefined = name; at !== undefined && !visited.has(at); at = option(at, 'source_profile')) {
        visited.add(at)
        const source = option(at, 'credential_source')
        if (source !== undefined) return source
      }
      return undefined
    },
  }
}

/** In `config` a profile is `[profile NAME]`, NAME as a shell would quote it, but for `[default]`. */
function configProfiles(ini: Ini): Map<string, Options> {
  const profiles = new Map<string, Options>()
  for (const [section, options] of ini) {
    const named = /^profile\S*\s+(?:"([^"]*)"|'([^']*)'|(\S+))\s*$/.exec(section)
    if (named) profiles.set(named[1] ?? named[2] ?? named[3] ?? '', options)
    else if (section === 'default') profiles.set(section, options)
  }
  return profiles
}
