import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TABLE } from '../../src/child-env/table.ts'
import { configured, GLOBAL, PROFILE, PROJECT } from '../rig/configure-values.ts'

const known = TABLE.flatMap((rule) => rule.names.filter((name) => typeof name === 'string'))
const shells = known.filter((name) => !name.startsWith('MLFLOW_'))
const tail = fc.stringMatching(/^[A-Z0-9_]{1,12}$/)
const awsName = fc.oneof(
  fc.constantFrom(...shells),
  tail.map((end) => `AWS_${end}`),
  tail.map((end) => `BOTO${end}`),
  tail.map((end) => `FSSPEC_S3${end}`),
  fc.constantFrom('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_BEARER_TOKEN_BEDROCK', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'),
)
const anyCase = fc
  .tuple(awsName, fc.constantFrom('as it is', 'as it is', 'lower', 'mixed'))
  .map(([name, how]) =>
    how === 'lower' ? name.toLowerCase() : how === 'mixed' ? name[0] + name.slice(1).toLowerCase() : name,
  )
const otherName = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/)
  .filter((name) => !/^(?:AWS|BOTO|FSSPEC|MLFLOW|S3_|WITH_|SSLKEY|REQUESTS|HTTP|ALL_|NO_|PYTHON)/i.test(name))

const aws = fc.dictionary(anyCase, fc.constantFrom('parent', 'parent', ''), { maxKeys: 25 })
const others = fc.dictionary(
  otherName,
  fc.string({ maxLength: 5 }).map((text) => text.replaceAll('\0', '')),
  { maxKeys: 8 },
)
const identity = fc.constantFrom<Record<string, string>>(PROJECT, PROFILE)
const anyIdentity = fc.constantFrom<Record<string, string>>(PROJECT, PROFILE, GLOBAL, {})

/** What may stay of the parent beside project keys and beside a profile. */
const TRANSPORT =
  /^(?:AWS_(?:CA_BUNDLE|RETRY_MODE|MAX_ATTEMPTS|PROXY_(?:URL|CA_CERTIFICATE|EXCLUDES)|(?:CONNECT_)?TIMEOUT)|BOTOCORE_TCP_KEEPALIVE|BOTO_DISABLE_CRT|AWS_NODEJS_CONNECTION_REUSE_ENABLED)$/i
/** What schedulers, tools, tracers and platforms read. */
const TOOLS =
  /^AWS_(?:(?:BATCH|CLI|LAMBDA|XRAY|EMF|OTEL|SAM|CDK|NEURON|OFI|CRT|JAVA_V1|SDK_JS)_|(?:PAGER|DEFAULT_OUTPUT|EXECUTION_ENV|SDK_UA_APP_ID|TOOLING_USER_AGENT|APP_ID|BRANCH|BRANCH_ARN|CLONE_URL|COMMIT_ID|JOB_ID|PULL_REQUEST_ID|SUPPRESS_PHP_DEPRECATION_WARNING)$)/i
const OF_A_PROFILE =
  /^AWS_(?:CONFIG_FILE$|SHARED_CREDENTIALS_FILE$|LOGIN_CACHE_DIRECTORY$|VAULT_|OKTA_|(?:DEFAULT_)?SSO_|CONFIGURE_|(?:MIN|ASSUME_ROLE|(?:CHAINED_)?SESSION_TOKEN|FEDERATION_TOKEN)_TTL$)/i

describe('the child’s environment, for any parent environment,', () => {
  it('has no AWS setting of the parent except for transport', () => {
    fc.assert(
      fc.property(aws, others, identity, (settings, rest, own) => {
        fc.pre(!Object.keys(settings).some((name) => /^AWS_(?:DEFAULT_)?REGION$/i.test(name)))
        const { child } = configured({ env: { ...settings, ...rest }, files: [own] })
        const survivors = Object.entries(child).flatMap(([name, value]) => {
          if (!/^(?:AWS_|BOTO|FSSPEC_S3)/i.test(name) || TRANSPORT.test(name) || TOOLS.test(name)) return []
          const survived = value === 'parent' || value === ''
          return survived && !(own === PROFILE && OF_A_PROFILE.test(name)) ? [name] : []
        })
        expect(survivors).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('has every unrelated variable unchanged, and the parent environment is not modified', () => {
    fc.assert(
      fc.property(aws, others, anyIdentity, (settings, rest, own) => {
        const env = Object.freeze({ ...settings, ...rest })
        const before = JSON.stringify(env)
        const { child } = configured({ env, files: [own] })
        expect(Object.keys(rest).filter((name) => child[name] !== rest[name])).toEqual([])
        expect(JSON.stringify(env)).toBe(before)
      }),
      { numRuns: 150 },
    )
  })

  it('differs from the parent’s only by the reported changes, each with a reason', () => {
    fc.assert(
      fc.property(aws, others, anyIdentity, (settings, rest, own) => {
        const env = { ...settings, ...rest }
        const { child, change } = configured({ env, files: [own] })
        const names = [...new Set([...Object.keys(env), ...Object.keys(child)])]
        const isReported = (name: string) => {
          if (child[name] === undefined) return Boolean(change.unset.get(name)?.trim())
          const set = change.set.get(name)
          return set?.value.reveal() === child[name] && set.reason.trim() !== ''
        }
        expect(names.filter((name) => env[name] !== child[name] && !isReported(name))).toEqual([])
        expect([...change.unset.keys()].filter((name) => !Object.hasOwn(env, name))).toEqual([])
        expect([...change.set.keys()].filter((name) => change.unset.has(name))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('has both region variables with the same value, or neither', () => {
    fc.assert(
      fc.property(aws, anyIdentity, (settings, own) => {
        const { AWS_REGION, AWS_DEFAULT_REGION, ...rest } = settings
        const region = {
          ...(AWS_REGION !== undefined && { AWS_REGION: 'eu-west-1' }),
          ...(AWS_DEFAULT_REGION && { AWS_DEFAULT_REGION: 'eu-west-3' }),
        }
        const { child } = configured({ env: { ...rest, ...region }, files: [own] })
        expect(child.AWS_REGION).toBe(child.AWS_DEFAULT_REGION)
        expect(child.AWS_REGION).not.toBe('')
      }),
      { numRuns: 150 },
    )
  })
})
