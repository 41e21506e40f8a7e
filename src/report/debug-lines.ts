import type { Configuration } from '../configure/configuration.ts'
import { formatOrigin } from '../model/format.ts'
import type { Origin } from '../model/origin.ts'
import { describeCredentials } from './config-summary.ts'

/** What a run was resolved to, and why, for the debug log. No values but those that the block prints. */
export function configurationLines(configuration: Configuration): string[] {
  const { files, options, project, trackingUri, region, change } = configuration
  const secret = new Set(files.flatMap((file) => [...file.possiblySecretNames]))
  const read = files.map(({ display }) => display)
  const { keep, ...others } = options
  const asked = Object.entries({ ...others, keep: keep[0] ?? null }).flatMap(([name, option]) => {
    const origin: Origin | null = option && ('origin' in option ? option.origin : option)
    return origin === null || origin.kind === 'default' ? [] : [`${name} by ${formatOrigin(origin)}`]
  })
  return [
    `project: ${project}`,
    `files read: ${read.join(', ') || 'none'}`,
    `options: ${asked.join(', ') || 'none'}`,
    `credentials: ${describeCredentials(configuration)}`,
    `region: ${region.exported ? formatOrigin(region.exported.origin) : 'not set'}`,
    `tracking URI: ${formatOrigin(trackingUri.origin)}`,
    `variables set: ${
      [...change.set.keys()]
        .filter((name) => !secret.has(name))
        .sort()
        .join(', ') || 'none'
    }`,
    `variables removed: ${[...change.unset.keys()].sort().join(', ') || 'none'}`,
  ]
}
