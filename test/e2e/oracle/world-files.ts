// A random world on disk.

import type { Env } from '../../oracle/accounts.ts'
import { longTerm, section } from '../../oracle/accounts.ts'
import { inCredentials } from '../../oracle/expected-profile.ts'
import type { Profile, World } from '../../oracle/world.ts'
import { envText, makeSandbox, type Sandbox } from './sandbox.ts'

export interface Settled {
  readonly sandbox: Sandbox
  readonly cwd: string
  /** The parent's environment. */
  readonly env: Env
  /** The files that the launcher is to read. */
  readonly files: readonly string[]
}

export function settle(world: World): Settled {
  const files: Record<string, string> = { 'outer/project/near/': '' }
  const read: string[] = []
  for (const [name, file] of [
    ['.env.mlflow', world.mlflowFile],
    ['.env', world.dotenvFile],
  ] as const) {
    if (!file) continue
    const path = `outer/project/${file.near ? 'near/' : ''}${name}`
    read.push(path)
    files[path] = envText(file.variables)
    if (file.near && file.hidden) files[`outer/project/${name}`] = envText(file.hidden)
  }
  if (world.above) files['outer/.env'] = envText(world.above)
  files['home/.aws/config'] = `${world.brokenConfig ? 'no section\n' : ''}${world.profiles.map(configSection).join('')}`
  files['home/.aws/credentials'] = world.profiles.filter(inCredentials).map(credentialsSection).join('')
  const sandbox = makeSandbox(files)
  const env = { HOME: sandbox.home, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...world.env }
  return { sandbox, env, cwd: `${sandbox.project}/near`, files: read.map((path) => `${sandbox.folder}/${path}`) }
}

function configSection(profile: Profile): string {
  const { name, keysIn, letter, region, regionIn, endpoint, ignoresEndpoints } = profile
  const header = name === 'default' ? '[default]' : `[profile ${name}]`
  const settings = [
    region && regionIn === 'config' ? `region = ${region}` : '',
    endpoint ? `endpoint_url = ${endpoint}` : '',
    ignoresEndpoints ? 'ignore_configured_endpoint_urls = true' : '',
  ]
  const keys = keysIn === 'config' ? section('', longTerm(letter)).split('\n').slice(1) : []
  return `${[header, ...settings, ...keys].filter((line) => line !== '').join('\n')}\n`
}

function credentialsSection({ name, keysIn, letter, region, regionIn }: Profile): string {
  const keys = keysIn === 'credentials' ? section(name, longTerm(letter)) : `[${name}]\n`
  return keys + (region && regionIn === 'credentials' ? `region = ${region}\n` : '')
}
