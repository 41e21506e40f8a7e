import { parseProfiles } from '../../src/aws-config/profiles.ts'
import { applyChange } from '../../src/child-env/change.ts'
import { type Configuration, resolveConfiguration } from '../../src/configure/configuration.ts'
import { checkFallBack } from '../../src/credentials/fall-back.ts'
import { ownTag } from '../../src/credentials/identity-tag.ts'
import { resolveCredentials } from '../../src/credentials/index.ts'
import { sourcesForNestedRun } from '../../src/credentials/outer-launcher.ts'
import { findForeignLogins } from '../../src/mlflow/logins.ts'
import { resolveTrackingUri } from '../../src/mlflow/tracking-uri.ts'
import { environmentSource, fileSource, orderSources } from '../../src/model/source.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { isOverrideAsked, resolveOptions } from '../../src/options/resolve.ts'
import type { Layer } from './sources.ts'
import { toFiles } from './sources.ts'

export interface Setup {
  readonly env?: Layer
  /** The project's files, the highest first. */
  readonly files?: readonly Layer[]
  /** Files that Python would find besides. */
  readonly others?: readonly Layer[]
  readonly options?: readonly string[]
  readonly project?: string
  /** The texts of `~/.aws/config` and `~/.aws/credentials`. */
  readonly config?: string
  readonly credentials?: string
}

export interface Configured extends Configuration {
  readonly parent: Layer
  readonly child: Readonly<Record<string, string>>
}

/** The whole pure part, from variables to the child's environment. */
export function configured(setup: Setup): Configured {
  const { env = {}, files: layers = [], others = [], options: words = [], config, credentials: credentialsFile } = setup
  const { project = '/project' } = setup
  const files = toFiles(layers)
  const args = parseArguments(words)
  const override = isOverrideAsked(args, env)
  const all = orderSources(environmentSource(env), files.map(fileSource), override)
  const options = resolveOptions(args, all)
  const keepAws = options.keepAws !== null
  const { credentials, warnings, fellBack } = resolveCredentials({ sources: all, keepAws })
  const fallBack = {
    ...{ credentials, sources: all, options, shadowed: [], hints: [], projectVariables: [], unknown: [] },
    passedOn: new Set<string>(),
    searched: { read: ['.env'], missing: [], range: null },
  }
  const sources = sourcesForNestedRun({
    env,
    files: files.map(fileSource),
    override,
    nullDevice: '/null',
    defaultTrackingUri: 'http://localhost:5000',
    ownTag: ownTag(credentials),
    project,
  })
  const uri = resolveTrackingUri(sources, () => ({ notes: [], project }))
  const configuration = resolveConfiguration({
    sources,
    credentials,
    trackingUri: uri.trackingUri,
    access: {
      foreign: findForeignLogins(env, sources, uri.trackingUri.value),
      key: null,
      isKeyPassword: false,
      isLocal: false,
      warnings: [],
    },
    options,
    files,
    warnings: fellBack && !keepAws ? [...warnings, ...checkFallBack(fallBack).warnings] : warnings,
    parent: env,
    profiles: parseProfiles(config, credentialsFile),
    others: toFiles(others),
    project,
    warnOfStore: null,
    nullDevice: '/null',
    transport: [],
  })
  return { ...configuration, parent: env, child: applyChange(env, configuration.change) }
}

export const PROJECT = { MLFLOW_AWS_ACCESS_KEY_ID: 'projectid', MLFLOW_AWS_SECRET_ACCESS_KEY: 'projectsecret' }
export const PROFILE = { MLFLOW_AWS_PROFILE: 'mlflow' }
export const GLOBAL = { AWS_ACCESS_KEY_ID: 'shellid', AWS_SECRET_ACCESS_KEY: 'shellsecret' }
