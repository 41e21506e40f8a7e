import { type Ini, parseIni } from './ini.ts'
import { splitWords } from './shell-words.ts'

type Options = ReadonlyMap<string, string>

/** The profiles of `~/.aws/config` and `~/.aws/credentials`, merged as botocore merges them. */
export interface Profiles {
  /** False if a file cannot be parsed, or only the command can read it: nothing is known about its profiles. */
  readonly readable: boolean
  /** The files that botocore cannot parse, and then raises ConfigParseError. */
  readonly unparsable: readonly string[]
  /** In the order of the files, `config` first. */
  readonly names: readonly string[]
  has(name: string): boolean
  /** Whether the profile says in any way where its credentials come from. */
  hasCredentials(name: string): boolean
  /** Whether `config` has a section `[name]` that was meant to be `[profile name]`. */
  hasWithoutPrefix(name: string): boolean
  /** Whether the profile sets an option itself. */
  sets(name: string, option: string): boolean
  /** The region that the profile sets itself. */
  region(name: string): string | undefined
  /** The endpoint for S3 that the profile sets itself: in its `services`, else its `endpoint_url`, if it uses any. */
  endpoint(name: string): string | undefined
  /** Where a role's first credentials come from: `Environment`, `Ec2InstanceMetadata`, `EcsContainer` or undefined. */
  credentialSource(name: string): string | undefined
  /** Whether boto3 will look for the role's first keys in the environment, and fail without. */
  needsEnvironment(name: string): boolean
}

/** What makes a provider of botocore take a profile for its own. */
const CREDENTIALS = [
  'aws_access_key_id',
  'role_arn',
  'web_identity_token_file',
  'credential_process',
  'sso_account_id',
  'sso_role_name',
  'login_session',
]

/** The text of one of the files: undefined if there is none, null if it is not known. */
export type FileText = string | null | undefined

export function parseProfiles(config: FileText, credentials: FileText): Profiles {
  const parse = (text: FileText) => (text === undefined ? new Map() : text === null ? null : parseIni(text))
  const fromConfig = parse(config)
  const fromCredentials = parse(credentials)
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
    unparsable: [
      ...(fromConfig === null && config !== null ? ['config'] : []),
      ...(fromCredentials === null && credentials !== null ? ['credentials'] : []),
    ],
    names: Array.from(profiles.keys()),
    has: (name) => profiles.has(name),
    hasCredentials: (name) => Array.from(profiles.get(name)?.keys() ?? []).some((key) => CREDENTIALS.includes(key)),
    hasWithoutPrefix: (name) => !profiles.has(name) && fromConfig?.has(name) === true,
    sets: (name, of) => option(name, of) !== undefined,
    region: (name) => option(name, 'region'),
    endpoint: (name) => {
      if (option(name, 'ignore_configured_endpoint_urls')?.toLowerCase() === 'true') return undefined
      return serviceEndpoint(fromConfig, option(name, 'services')) ?? option(name, 'endpoint_url')
    },
    credentialSource: (name) => {
      const visited = new Set<string>()
      for (let at: string | undefined = name; at !== undefined && !visited.has(at); at = option(at, 'source_profile')) {
        visited.add(at)
        const source = option(at, 'credential_source')
        if (source !== undefined) return source
      }
      return undefined
    },
    needsEnvironment: (name) => {
      const visited = new Set<string>()
      for (let at: string | undefined = name; at !== undefined && !visited.has(at); at = option(at, 'source_profile')) {
        // Keys of its own count in a profile that another one is based on.
        if (visited.size > 0 && (option(at, 'aws_access_key_id') || option(at, 'aws_secret_access_key'))) return false
        visited.add(at)
        // Without a role the source is no setting, and a web identity replaces it.
        if (!option(at, 'role_arn') || option(at, 'web_identity_token_file')) return false
        const source = option(at, 'credential_source')
        if (source !== undefined) return source === 'Environment'
      }
      return false
    },
  }
}

/** In `config` a profile is `[profile NAME]`, NAME as a shell would quote it, but for `[default]`. */
export function configProfiles(ini: Ini): Map<string, Options> {
  const profiles = new Map<string, Options>()
  for (const [section, options] of ini) {
    const name = profileOf(section)
    if (name !== null) profiles.set(name, options)
  }
  return profiles
}

/** The profile of a section of `config`; null if it is none. */
export function profileOf(section: string): string | null {
  return nameAfter('profile', section) ?? (section === 'default' ? section : null)
}

/** NAME of `[profile NAME]`; as in botocore, any word that begins like the prefix is one. */
function nameAfter(prefix: string, section: string): string | undefined {
  if (!section.startsWith(prefix)) return undefined
  const words = splitWords(section)
  return words?.length === 2 ? words[1] : undefined
}

/** The endpoint of S3 in `[services NAME]`: an indented line below `s3 =`. */
function serviceEndpoint(config: Ini | null, name: string | undefined): string | undefined {
  if (!config || name === undefined) return undefined
  const section = Array.from(config.keys()).find((key) => nameAfter('services', key) === name)
  const nested = section === undefined ? undefined : config.get(section)?.get('s3')
  if (!nested?.startsWith('\n')) return undefined
  return /^endpoint_url[ \t]*=[ \t]*(\S.*)$/m.exec(nested)?.[1]?.trimEnd()
}
