import { parseIni } from './ini.ts'
import { configProfiles } from './profiles.ts'

/** How requests travel, not who sends them where: the options that have a variable, and what botocore takes for right. */
const options = () =>
  [
    { option: 'ca_bundle', variable: 'AWS_CA_BUNDLE', valid: /./ },
    { option: 'retry_mode', variable: 'AWS_RETRY_MODE', valid: /^(?:legacy|standard|adaptive)$/ },
    { option: 'max_attempts', variable: 'AWS_MAX_ATTEMPTS', valid: /^[1-9]\d{0,3}$/ },
    { option: 'tcp_keepalive', variable: 'BOTOCORE_TCP_KEEPALIVE', valid: /^true$/i },
  ] as const

export interface TransportSetting {
  readonly variable: string
  readonly value: string
  readonly profile: string
}

/**
 * The transport settings of a config file that the command does not get to read, each from the first of these profiles that
 * has it. A value that is not right is left out: it would be an error in the command.
 *
 * @param config the text of `~/.aws/config`
 */
export function findTransport(config: string, names: readonly string[]): TransportSetting[] {
  // Most files have none, and are not parsed. Most projects have no such file.
  if (config === '' || !/ca_bundle|retry_mode|max_attempts|tcp_keepalive/i.test(config)) return []
  const ini = parseIni(config)
  if (!ini) return []
  const profiles = configProfiles(ini)
  return options().flatMap(({ option, variable, valid }) => {
    const profile = names.find((name) => profiles.get(name)?.get(option))
    const value = profile === undefined ? undefined : profiles.get(profile)?.get(option)
    return profile !== undefined && value !== undefined && valid.test(value) ? [{ variable, value, profile }] : []
  })
}
