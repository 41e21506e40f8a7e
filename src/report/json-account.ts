import type { Configuration } from '../configure/configuration.ts'
import type { CredentialsMode } from '../credentials/index.ts'
import { formatProfile } from '../model/format.ts'
import { describeCredentials } from './config-summary.ts'
import { type ConfigOrigin, type ConfigValue, regionValue, toOrigin, uriValue } from './json-values.ts'

/** Whose account it is, and where it is used. */
export interface ConfigAccount {
  readonly credentials: {
    /** `keep-aws` if `--keep-aws` leaves the shell's as they are. */
    readonly mode: CredentialsMode | 'keep-aws'
    readonly description: string
    /** True if an outer launcher passed them on. */
    readonly nested: boolean
    /** The last four characters of the access key id. */
    readonly accessKeyIdSuffix: string | null
    readonly profile: string | null
    readonly hasSessionToken: boolean
    /** Where the parts came from, by the name of the variable that the child gets. */
    readonly from: Readonly<Record<string, ConfigOrigin>>
  }
  /** `exported`: both region variables are set to it; otherwise a profile's own region is in force. */
  readonly region: (ConfigValue & { readonly exported: boolean }) | null
  readonly endpoint: ConfigValue | null
}

export function accountJson(configuration: Configuration): ConfigAccount {
  const { credentials, region, endpoint, options } = configuration
  const keepAws = options.keepAws !== null
  const inForce = region.exported ?? region.own
  return {
    credentials: {
      mode: keepAws ? 'keep-aws' : credentials.mode,
      description: describeCredentials(configuration),
      nested: credentials.nested,
      accessKeyIdSuffix: keepAws ? null : credentials.accessKeyIdSuffix,
      profile: credentials.profile && formatProfile(credentials.profile.value),
      hasSessionToken: credentials.hasSessionToken,
      from: Object.fromEntries(Array.from(credentials.origins, ([name, origin]) => [name, toOrigin(origin)])),
    },
    region: inForce && !keepAws ? { ...regionValue(inForce), exported: region.exported !== null } : null,
    endpoint: endpoint && uriValue(endpoint),
  }
}
