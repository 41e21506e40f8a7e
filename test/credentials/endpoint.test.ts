import { describe, expect, it } from 'vitest'
import { configured, GLOBAL, PROFILE, PROJECT, type Setup } from '../rig/configure-values.ts'

const HTTP = 'http://store:9000'
const HTTPS = 'https://store'
const CHECKSUMS = {
  AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
  AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
}
const services = (section: string) => `[${section}]\nservices = s\n[services s]\ns3 =\n  endpoint_url = ${HTTP}\n`
const mine = (env: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /CHECKSUM|ALLOW_HTTP|ENDPOINT_URL$|_S3$/.test(name)))

describe('what belongs to an endpoint for S3', () => {
  it.each<[string, Setup, string | null, object]>([
    ['MLFLOW_S3_ENDPOINT_URL', { files: [{ ...PROJECT, MLFLOW_S3_ENDPOINT_URL: HTTP }] }, HTTP, {}],
    ["AWS_ENDPOINT_URL_S3 in the project's file", { files: [{ ...PROJECT, AWS_ENDPOINT_URL_S3: HTTP }] }, HTTP, {}],
    ["AWS_ENDPOINT_URL in the project's file", { files: [{ ...PROFILE, AWS_ENDPOINT_URL: HTTP }] }, HTTP, {}],
    [
      "the profile's endpoint_url",
      { files: [PROFILE], config: `[profile mlflow]\nendpoint_url = ${HTTP}\n` },
      null,
      {},
    ],
    ["the profile's services", { files: [PROFILE], config: services('profile mlflow') }, null, {}],
    [
      '[default], with --keep-aws-config',
      { files: [PROJECT], options: ['--keep-aws-config'], config: services('default') },
      null,
      {},
    ],
  ])('is set if the endpoint is named by %s', (_, setup, exported) => {
    const { child, endpoint } = configured(setup)
    expect(child).toMatchObject({ ...CHECKSUMS, AWS_ALLOW_HTTP: 'true' })
    expect(child.AWS_ENDPOINT_URL_S3 ?? null).toBe(exported)
    expect(child.MLFLOW_S3_ENDPOINT_URL ?? null).toBe(exported)
    expect(child).not.toHaveProperty('AWS_ENDPOINT_URL')
    expect(endpoint?.value).toBe(HTTP)
  })

  it.each<[string, Setup]>([
    [
      "the shell's endpoint, which is removed",
      { env: { AWS_ENDPOINT_URL: HTTP, AWS_ALLOW_HTTP: 'true' }, files: [PROJECT] },
    ],
    ['[default], which is hidden', { files: [PROJECT], config: services('default') }],
    [
      'an endpoint that the profile ignores',
      {
        files: [PROFILE],
        config: `[profile mlflow]\nignore_configured_endpoint_urls = true\nendpoint_url = ${HTTP}\n`,
      },
    ],
    ['another profile', { files: [PROFILE], config: services('default') }],
  ])('is not set for %s', (_, setup) => {
    const { child, endpoint } = configured(setup)
    expect([mine(child), endpoint]).toEqual([{}, null])
  })

  it('allows http for no endpoint with https', () => {
    const { child } = configured({ files: [{ ...PROJECT, MLFLOW_S3_ENDPOINT_URL: HTTPS }] })
    expect(child).toMatchObject(CHECKSUMS)
    expect(child).not.toHaveProperty('AWS_ALLOW_HTTP')
  })

  it("can be set in the project's own file", () => {
    const own = { AWS_ALLOW_HTTP: 'false', AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' }
    const file = { ...PROJECT, MLFLOW_S3_ENDPOINT_URL: HTTP, ...own }
    const { child, warnings } = configured({ env: { AWS_ALLOW_HTTP: 'true' }, files: [file] })
    expect(child).toMatchObject(own)
    expect(warnings).toEqual([])
    expect(configured({ files: [{ ...PROJECT, AWS_ALLOW_HTTP: 'true' }] }).child.AWS_ALLOW_HTTP).toBe('true')
  })

  it('can be set in the environment if the credentials are there too', () => {
    const own = {
      AWS_ALLOW_HTTP: 'false',
      AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported',
      AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_supported',
    }
    const env = { ...PROJECT, MLFLOW_S3_ENDPOINT_URL: HTTP }
    expect(configured({ env: { ...env, ...own } }).child).toMatchObject(own)
    expect(configured({ env }).child).toMatchObject({ ...CHECKSUMS, AWS_ALLOW_HTTP: 'true' })
    expect(configured({ env: { ...PROJECT, AWS_ALLOW_HTTP: 'true' } }).child.AWS_ALLOW_HTTP).toBe('true')
  })

  it.each([
    'https://s3.eu-central-1.amazonaws.com',
    'https://s3.eu-central-1.api.aws.',
    'https://bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com:443/',
    'https://s3.cn-north-1.amazonaws.com.cn',
  ])("has no checksum settings for AWS's own stores: %s", (endpoint) => {
    const file = { ...PROJECT, MLFLOW_S3_ENDPOINT_URL: endpoint }
    expect(Object.keys(mine(configured({ files: [file] }).child))).toEqual([
      'MLFLOW_S3_ENDPOINT_URL',
      'AWS_ENDPOINT_URL_S3',
    ])
    const named = { ...file, AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required' }
    expect(configured({ files: [named] }).child.AWS_RESPONSE_CHECKSUM_VALIDATION).toBe('when_required')
    expect(mine(configured({ env: GLOBAL, files: [{ MLFLOW_S3_ENDPOINT_URL: endpoint }] }).child)).not.toHaveProperty(
      'AWS_REQUEST_CHECKSUM_CALCULATION',
    )
  })

  it.each(['https://amazonaws.com.example', 'https://s3.amazonaws.com@store', 'https://myamazonaws.com'])(
    'has them for a store that is not: %s',
    (endpoint) => {
      expect(configured({ files: [{ ...PROJECT, MLFLOW_S3_ENDPOINT_URL: endpoint }] }).child).toMatchObject(CHECKSUMS)
    },
  )

  it("gives way to the project's profile, option by option", () => {
    const files = [{ ...PROFILE, MLFLOW_S3_ENDPOINT_URL: HTTP }]
    const own = (options: string) =>
      mine(configured({ files, config: `[profile mlflow]\nregion = x\n${options}` }).child)
    expect(own('')).toMatchObject(CHECKSUMS)
    const { AWS_REQUEST_CHECKSUM_CALCULATION: _, ...response } = CHECKSUMS
    expect(own('request_checksum_calculation = when_supported\n')).toMatchObject(response)
    expect(own('request_checksum_calculation = when_supported\n')).not.toHaveProperty(
      'AWS_REQUEST_CHECKSUM_CALCULATION',
    )
    expect(
      mine(configured({ env: { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required' }, files, config: '' }).child),
    ).toMatchObject(CHECKSUMS)
    const kept = { files: [{ ...PROJECT, MLFLOW_S3_ENDPOINT_URL: HTTP }], options: ['--keep-aws-config'] }
    const config = '[default]\nresponse_checksum_validation = when_supported\n'
    expect(configured({ ...kept, config }).child).not.toHaveProperty('AWS_RESPONSE_CHECKSUM_VALIDATION')
    expect(configured({ ...kept, options: [], config }).child).toMatchObject(CHECKSUMS)
  })

  it("gives way to the environment if the project's credentials are there too", () => {
    const own = { AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' }
    const env = { ...PROJECT, ...own, MLFLOW_S3_ENDPOINT_URL: HTTP }
    expect(configured({ env }).child).toMatchObject({ ...CHECKSUMS, ...own })
    expect(configured({ env: own, files: [{ ...PROJECT, MLFLOW_S3_ENDPOINT_URL: HTTP }] }).child).toMatchObject(
      CHECKSUMS,
    )
    expect(configured({ env: { ...PROJECT, ...own } }).child).toMatchObject(own)
    expect(configured({ env: own, files: [PROJECT] }).child).not.toHaveProperty('AWS_REQUEST_CHECKSUM_CALCULATION')
  })

  it("is added to the shell's account only where the shell says nothing", () => {
    const files = [{ MLFLOW_S3_ENDPOINT_URL: HTTP }]
    expect(configured({ env: GLOBAL, files }).child).toMatchObject({ ...CHECKSUMS, AWS_ALLOW_HTTP: 'true' })
    const own = { AWS_ALLOW_HTTP: 'false', AWS_REQUEST_CHECKSUM_CALCULATION: 'when_supported' }
    expect(configured({ env: { ...GLOBAL, ...own }, files }).child).toMatchObject(own)
    expect(mine(configured({ env: GLOBAL }).child)).toEqual({})
    expect(configured({ env: GLOBAL, files, options: ['--keep-aws'] }).child).not.toHaveProperty('AWS_ALLOW_HTTP')
  })
})

describe("AWS's names for an endpoint in the project's file", () => {
  const about = (setup: Setup) => configured(setup).warnings.filter(({ code }) => code === 'aws-endpoint-in-file')

  it('are used, with a warning about the one that is for all services', () => {
    const [warning] = about({ files: [{ ...PROJECT, AWS_ENDPOINT_URL: HTTP }] })
    expect(warning).toMatchObject({ origin: { name: 'AWS_ENDPOINT_URL' }, data: { used: true } })
    expect(warning?.message).toContain('MLFLOW_S3_ENDPOINT_URL')
    expect(about({ files: [{ ...PROJECT, AWS_ENDPOINT_URL_S3: HTTP }] })).toEqual([])
  })

  it("are not used next to another account's credentials, with a warning", () => {
    for (const other of [GLOBAL, { AWS_PROFILE: 'work' }]) {
      const setup = { files: [{ ...PROJECT, ...other, AWS_ENDPOINT_URL_S3: HTTP }] }
      expect(configured(setup).child).not.toHaveProperty('AWS_ENDPOINT_URL_S3')
      expect(about(setup)).toMatchObject([{ data: { used: false } }])
    }
  })

  it("do not matter next to the project's own name, or with the shell's account", () => {
    const file = { ...PROJECT, MLFLOW_S3_ENDPOINT_URL: HTTPS, AWS_ENDPOINT_URL: HTTP }
    expect(about({ files: [file] })).toEqual([])
    expect(configured({ files: [file] }).child.AWS_ENDPOINT_URL_S3).toBe(HTTPS)
    expect(about({ env: GLOBAL, files: [{ AWS_ENDPOINT_URL: HTTP }] })).toEqual([])
    expect(about({ files: [{ ...PROJECT, AWS_ENDPOINT_URL: HTTP }], options: ['--keep-aws'] })).toEqual([])
  })
})
