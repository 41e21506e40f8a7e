// Random worlds: an environment, two .env files, ~/.aws. Every source has accounts of its own letters, which show where
// a key came from: P Q R of the project, G H of the shell, J K of files, D M N of profiles.
import fc from 'fast-check'
import type { Env } from './accounts.ts'
import { type Account, longTerm, temporary, variables } from './accounts.ts'

export interface Profile {
  readonly name: string
  /** The file that has the keys. */
  readonly keysIn: 'config' | 'credentials' | null
  readonly letter: string
  readonly region: string | null
  readonly regionIn: 'config' | 'credentials'
  readonly endpoint: string | null
  readonly ignoresEndpoints: boolean
}

export interface World {
  readonly env: Env
  readonly mlflowFile: File | null
  readonly dotenvFile: File | null
  /** A .env above the repository: the launcher does not read it, Python does. */
  readonly above: Env | null
  readonly profiles: readonly Profile[]
  readonly brokenConfig: boolean
}

export interface File {
  readonly variables: Env
  /** In the working directory rather than in the repository's root, two folders of one repository. */
  readonly near: boolean
  /** The root's file of the same name, if this one is near. */
  readonly hidden: Env | null
}

const pick = <T>(...values: T[]) => fc.constantFrom(...values)
const maybe = <T>(weight: number, arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(null) }, { weight, arbitrary })
const merge = (...parts: fc.Arbitrary<Env | null>[]): fc.Arbitrary<Env> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all))
const named = (name: string, ...values: string[]) => pick(...values).map((value) => ({ [name]: value }))

const PROFILES = ['default', 'main', 'ml'] as const
const REGIONS = ['eu-west-1', 'ap-south-1', 'us-west-2', 'us-east-1'] as const

function account(letters: string): fc.Arbitrary<Account> {
  return fc.tuple(pick(...letters), pick('long', 'long', 'temporary', 'store')).map(([letter, kind]) => {
    if (kind === 'long') return longTerm(letter)
    if (kind === 'temporary') return temporary(letter)
    // An S3-compatible store's own kind, which may have a token or not.
    return { ...longTerm(letter), id: `store-${letter}`, token: letter < 'Q' ? null : `token-of-${letter}` }
  })
}

/** A whole set, or what people leave of one. */
function keys(letters: string, prefix: 'AWS_' | 'MLFLOW_AWS_'): fc.Arbitrary<Env> {
  const shapes = ['whole', 'whole', 'whole', 'whole', 'id', 'secret', 'token', 'empty', 'no id', 'stray token'] as const
  return fc.tuple(account(letters), pick(...shapes)).map(([found, shape]) => {
    const whole = variables(found, prefix)
    const [id, secret, token] = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN'].map((name) => prefix + name)
    const only = (name = '') => ({ [name]: whole[name] ?? `token-of-${found.secret.at(-1)}` })
    if (shape === 'id') return only(id)
    if (shape === 'secret') return only(secret)
    if (shape === 'token') return only(token)
    if (shape === 'empty') return { [`${id}`]: '', [`${secret}`]: '' }
    if (shape === 'no id') return { ...whole, [`${id}`]: '' }
    if (shape === 'stray token') return { ...whole, ...only(token) }
    return whole
  })
}

/** Values that can only be a mistake. */
const BROKEN = [
  ' AKIAPPPPPPPPPPPPPPPP',
  'with blank',
  'line\nbreak',
  'bell\x07',
  'your-access-key',
  '<secret>',
  'changeme',
] as const

/** Keys with one part broken. */
const brokenKeys = fc
  .tuple(keys('PQR', 'MLFLOW_AWS_'), pick('ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN'), pick(...BROKEN))
  .map(([found, part, value]) => ({ ...found, [`MLFLOW_AWS_${part}`]: value }))

/** What any source may hold. */
function project(weight: number): fc.Arbitrary<Env> {
  return merge(
    maybe(weight, fc.oneof({ weight: 9, arbitrary: keys('PQR', 'MLFLOW_AWS_') }, { weight: 1, arbitrary: brokenKeys })),
    maybe(1, named('MLFLOW_AWS_PROFILE', 'ml', 'main', 'ml', 'gone', '', '<profile>')),
    maybe(2, named('MLFLOW_AWS_DEFAULT_REGION', ...REGIONS, '')),
    maybe(2, named('MLFLOW_S3_ENDPOINT_URL', 'http://s3.project.test:9000', 'https://s3.store.test', '')),
  )
}

const shell: fc.Arbitrary<Env> = merge(
  maybe(6, keys('GH', 'AWS_')),
  maybe(2, named('AWS_PROFILE', 'main', 'default', 'gone', '')),
  maybe(1, named('AWS_DEFAULT_PROFILE', 'main', 'gone', '')),
  maybe(1, named('AWS_SECURITY_TOKEN', 'token-of-G', '')),
  maybe(3, named('AWS_DEFAULT_REGION', ...REGIONS, '')),
  maybe(3, named('AWS_REGION', ...REGIONS, '')),
  maybe(2, named('AWS_ENDPOINT_URL', 'http://all.shell.test', '')),
  maybe(2, named('AWS_ENDPOINT_URL_S3', 'http://s3.shell.test', '')),
  maybe(1, named('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true', 'false')),
  maybe(1, named('AWS_CREDENTIAL_EXPIRATION', '2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z')),
  maybe(1, named('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', '/role')),
  maybe(1, named('AWS_EC2_METADATA_DISABLED', 'true', '1')),
  maybe(1, named('AWS_CONFIG_FILE', '/nowhere/config', '')),
  maybe(1, named('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials')),
  maybe(1, named('AWS_USE_DUALSTACK_ENDPOINT', 'true')),
  maybe(1, named('AWS_MAX_ATTEMPTS', '3', '')),
  maybe(1, named('AWS_SOMETHING', 'else')),
  maybe(1, named('WITH_MLFLOW_ENV_STRICT', '1', 'true', '0', '')),
  maybe(2, named('WITH_MLFLOW_ENV_OVERRIDE', '1', '')),
)

const fileOnly: fc.Arbitrary<Env> = merge(
  maybe(2, keys('JK', 'AWS_')),
  maybe(1, named('AWS_PROFILE', 'main', '')),
  maybe(1, named('AWS_DEFAULT_REGION', ...REGIONS)),
  maybe(1, named('AWS_REGION', ...REGIONS)),
  maybe(1, named('AWS_ENDPOINT_URL', 'http://all.file.test')),
  maybe(1, named('AWS_ENDPOINT_URL_S3', 'http://s3.file.test')),
  maybe(1, named('AWS_STORAGE_BUCKET_NAME', 'own')),
  maybe(1, named('WITH_MLFLOW_ENV_STRICT', '1')),
)

const file: fc.Arbitrary<File> = fc.record({
  variables: merge(project(6), fileOnly),
  near: fc.boolean(),
  hidden: maybe(
    2,
    merge(
      maybe(6, keys('PQR', 'MLFLOW_AWS_')),
      maybe(1, named('MLFLOW_AWS_PROFILE', 'ml', '')),
      named('OTHER', 'hidden'),
    ),
  ),
})

const profile = (name: string, letter: string): fc.Arbitrary<Profile> =>
  fc.record({
    name: fc.constant(name),
    letter: fc.constant(letter),
    keysIn: pick('credentials', 'credentials', 'config', null),
    region: maybe(4, pick(...REGIONS)),
    regionIn: pick('config', 'credentials'),
    endpoint: maybe(2, fc.constant(`http://${name}.profile.test`)),
    ignoresEndpoints: pick(false, false, false, true),
  })

export const worlds: fc.Arbitrary<World> = fc.record({
  env: merge(shell, project(2)),
  mlflowFile: maybe(5, file),
  dotenvFile: maybe(6, file),
  above: maybe(2, merge(maybe(6, keys('K', 'AWS_')), maybe(3, named('AWS_PROFILE', 'main')), named('OTHER', 'above'))),
  profiles: fc
    .tuple(...PROFILES.map((name, index) => maybe(7, profile(name, 'DNM'.charAt(index)))))
    .map((all) => all.filter((one) => one !== null)),
  brokenConfig: fc.nat(19).map((dice) => dice === 0),
})

const mark = pick('project:GGGG', 'project:GGGG', 'project:HHHH', 'project:re-G', 'global:GGGG', 'x', '')

/** Worlds inside another launcher, which has left its mark. */
export const nestedWorlds: fc.Arbitrary<World> = fc
  .tuple(worlds, keys('GH', 'AWS_'), mark)
  .map(([world, handed, WITH_MLFLOW_ENV]) => ({ ...world, env: { ...world.env, ...handed, WITH_MLFLOW_ENV } }))
