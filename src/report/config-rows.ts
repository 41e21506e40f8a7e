import type { EnvironmentChange } from '../child-env/change.ts'
import type { Configuration } from '../configure/configuration.ts'
import { formatOrigin, formatSource, formatUri, list, printable, unique } from '../model/format.ts'
import { describeCredentials, describeRegion } from './config-summary.ts'

/** A line of `config`, with where the value came from. */
export function row(label: string, value: string, origin?: string | null): string {
  return `  ${label}: ${value}${origin ? ` (${origin === 'the default' ? origin : `from ${origin}`})` : ''}`
}

/** Whose account it is, and where it is used. */
export function accountRows({ credentials, region, endpoint, options }: Configuration): string[] {
  const suffix = credentials.accessKeyIdSuffix
  const { keepAws } = options
  const inForce = region.exported ?? region.own
  return [
    row('AWS Credentials', describeCredentials({ credentials, options }), keepAws ? null : origins({ credentials })),
    ...(suffix !== null && !keepAws
      ? [
          row('Access Key ID', `…${printable(suffix)}`),
          row('Session Token', credentials.hasSessionToken ? 'yes' : 'none'),
        ]
      : []),
    row(
      'AWS Region',
      describeRegion({ credentials, region, options }),
      inForce && !keepAws ? formatOrigin(inForce.origin) : null,
    ),
    row(
      'S3 Endpoint',
      endpoint ? formatUri(endpoint.value) : credentials.activeProfile === null ? 'AWS' : 'none named by the project',
      endpoint && formatOrigin(endpoint.origin),
    ),
  ]
}

function origins({ credentials }: Pick<Configuration, 'credentials'>): string | null {
  const found = [...credentials.origins.values()]
  const [first] = found
  if (!first) return null
  return found.length === 1 ? formatOrigin(first) : list(unique(found.map(formatSource)))
}

/** What an environment does not get. @param environment whose it is, as in a sentence */
export function changeLines(change: Pick<EnvironmentChange, 'unset' | 'withheld'>, environment: string): string[] {
  const unset = Array.from(change.unset, ([name, reason]) => `    ${printable(name)}: ${reason}`).sort()
  // That the launcher's own input stays with the launcher is no news.
  const news = change.withheld.filter(({ origin }) => origin.kind !== 'file' || !/^MLFLOW_AWS_/i.test(origin.name))
  const withheld = news.map(({ origin, reason }) => `    ${formatOrigin(origin)}: ${reason}`)
  return [
    ...(unset.length > 0 ? [`  Removed from ${environment}:`, ...unset] : []),
    ...(withheld.length > 0 ? ['  Not passed on from files:', ...withheld] : []),
  ]
}
