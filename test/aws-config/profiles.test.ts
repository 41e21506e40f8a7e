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
