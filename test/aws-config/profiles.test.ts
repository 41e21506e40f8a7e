import { describe, expect, it } from 'vitest'
import { parseProfiles } from '../../src/aws-config/profiles.ts'

describe('the profiles of ~/.aws', () => {
  it.each([
    ['[default]', 'default', true],
    ['[profile mlflow]', 'mlflow', true],
    ['[profile  mlflow ]', 'mlflow', true],
    ['[profile "my own"]', 'my own', true],
    ["[profile 'my own']", 'my own', true],
    ['[profiles mlflow]', 'mlflow', true],
    ['[mlflow]', 'mlflow', false],
    ['[profile my own]', 'my own', false],
    ['[profile my own]', 'my', false],
    ['[Profile mlflow]', 'mlflow', false],
    ['[sso-session mlflow]', 'mlflow', false],
    ['[services mlflow]', 'mlflow', false],
    ['[profile]', '', false],
  ])('include those of a section of config: %s, %j, %s', (header, name, expected) => {
    expect(parseProfiles(`${header}\nregion = x\n`, undefined).has(name)).toBe(expected)
  })

  it.each([
    ['[mlflow]', 'mlflow', true],
    ['[default]', 'default', true],
    ['[profile mlflow]', 'mlflow', false],
  ])('include those of a section of credentials: %s, %j, %s', (header, name, expected) => {
    expect(parseProfiles(undefined, `${header}\nregion = x\n`).has(name)).toBe(expected)
  })

  it('are merged from both files, and credentials takes precedence', () => {
    const config = '[profile p]\nregion = config\nendpoint_url = http://config\n'
    const profiles = parseProfiles(config, '[p]\nregion = credentials\n')
    expect([profiles.region('p'), profiles.endpoint('p')]).toEqual(['credentials', 'http://config'])
  })

  it('have no region if it is empty or nested', () => {
    const profiles = parseProfiles('[default]\nregion =\n[profile n]\ns3 =\n  region = inner\n', undefined)
    expect([profiles.region('default'), profiles.region('n'), profiles.region('none')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([
    ['neither file', undefined, undefined, true],
    ['good files', '[default]\n', '[default]\n', true],
    ['a broken config', 'region = x', '[default]\n', false],
    ['a broken credentials file', '[default]\n', '[a]\n[a]\n', false],
  ])('can be read or not: %s', (_, config, credentials, expected) => {
    expect(parseProfiles(config, credentials).readable).toBe(expected)
  })

  const services = '[services x]\ns3 =\n  max_bandwidth = 1\n  endpoint_url = http://services\n'
  it.each([
    ['its services', `services = x\n${services}`, 'http://services'],
    [
      'its services before its own endpoint',
      `services = x\nendpoint_url = http://plain\n${services}`,
      'http://services',
    ],
    ['a quoted name of services', "services = x y\n[services 'x y']\ns3 =\n  endpoint_url=http://y\n", 'http://y'],
    ['S3 in capitals', 'services = x\n[services x]\nS3 =\n endpoint_url = http://services\n', 'http://services'],
    ['its own endpoint', 'endpoint_url = http://plain\n', 'http://plain'],
    ['its own, because the services are of others', `endpoint_url = http://plain\n${services}`, 'http://plain'],
    [
      'its own, because another service is meant',
      'services = x\nendpoint_url = http://plain\n[services x]\ndynamodb =\n  endpoint_url = http://services\n',
      'http://plain',
    ],
    [
      'its own, because the other is empty',
      'services = x\nendpoint_url = http://plain\n[services x]\ns3 =\n  endpoint_url =\n',
      'http://plain',
    ],
    ['none that is not in a service', 'services = x\n[services x]\nendpoint_url = http://services\n', undefined],
    ['none in capitals', 'services = x\n[services x]\ns3 =\n  Endpoint_URL = http://services\n', undefined],
    [
      'none that it ignores',
      `services = x\nignore_configured_endpoint_urls = TRUE\nendpoint_url = http://p\n${services}`,
      undefined,
    ],
    [
      'one, since 1 does not mean true',
      `services = x\nignore_configured_endpoint_urls = 1\n${services}`,
      'http://services',
    ],
    ['none of services that do not exist', 'services = x\n', undefined],
  ])('have as endpoint for S3 %s', (_, config, expected) => {
    expect(parseProfiles(`[default]\n${config}`, undefined).endpoint('default')).toBe(expected)
  })

  it.each([
    ['[lab]\n', '', true],
    ['[lab]\n', '[lab]\n', false],
    ['[lab]\n[profile lab]\n', '', false],
    ['[other]\n', '', false],
  ])('can be written without the prefix by mistake: %j %j', (config, credentials, expected) => {
    expect(parseProfiles(config, credentials).hasWithoutPrefix('lab')).toBe(expected)
  })

  it.each([
    ['role_arn = r\ncredential_source = Environment\n', true],
    ['credential_source = Environment\n', false],
    ['role_arn = r\ncredential_source = EcsContainer\n', false],
    ['role_arn = r\ncredential_source = Environment\nweb_identity_token_file = /t\n', false],
    ['role_arn = r\nsource_profile = q\n[profile q]\nrole_arn = r\ncredential_source = Environment\n', true],
    [
      'role_arn = r\nsource_profile = q\n[profile q]\nrole_arn = r\ncredential_source = Environment\naws_access_key_id = k\n',
      false,
    ],
    ['role_arn = r\nsource_profile = p\n', false],
  ])('may need keys in the environment: %j %s', (config, expected) => {
    expect(parseProfiles(`[profile p]\n${config}`, undefined).needsEnvironment('p')).toBe(expected)
  })

  it.each([
    ['[profile p]\ncredential_source = EcsContainer\n', 'EcsContainer'],
    ['[profile p]\nsource_profile = q\n[profile q]\ncredential_source = Ec2InstanceMetadata\n', 'Ec2InstanceMetadata'],
    ['[profile p]\nsource_profile = p\n', undefined],
    ['[profile p]\nsource_profile = gone\n', undefined],
    ['[profile p]\n', undefined],
  ])('name the source of the first credentials of a role: %j', (config, expected) => {
    expect(parseProfiles(config, undefined).credentialSource('p')).toBe(expected)
  })
})
