import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readProfiles } from '../../src/configure/read-aws-profiles.ts'
import { hostContextIn, temporaryTree } from '../rig/temporary-tree.ts'

const named = (region: string) => `[profile p]\nregion = ${region}\n`

/** The region of profile `p` in a home with several config files, for the child's variables. */
function region(variables: Record<string, string>): string | undefined {
  const top = temporaryTree({
    ...{ 'home/.aws/config': named('standard'), 'home/other': named('home') },
    ...{ 'cwd/local': named('cwd'), 'cwd/data/config': named('variable'), 'cwd/~/odd': named('tilde') },
  })
  const world = hostContextIn(join(top, 'cwd'), { home: join(top, 'home') })
  return readProfiles(world, (name) => variables[name]?.replace('%', top)).region('p')
}

describe('the profiles of ~/.aws', () => {
  it.each([
    ['the standard place', {}, 'standard'],
    ['an empty variable is no file, as botocore has it', { AWS_CONFIG_FILE: '' }, undefined],
    ['an absolute path', { AWS_CONFIG_FILE: '%/home/other' }, 'home'],
    ['a path from HOME', { AWS_CONFIG_FILE: '~/other' }, 'home'],
    ['a relative path', { AWS_CONFIG_FILE: 'local' }, 'cwd'],
    ['a variable', { AWS_CONFIG_FILE: '$WHERE/config', WHERE: 'data' }, 'variable'],
    ['a variable in braces', { AWS_CONFIG_FILE: '${WHERE}/config', WHERE: 'data' }, 'variable'],
    ['an unset variable stays as it is', { AWS_CONFIG_FILE: '$WHERE/config' }, undefined],
    ['a tilde inside is a name', { AWS_CONFIG_FILE: './~/odd' }, 'tilde'],
    ['another user’s home is not known', { AWS_CONFIG_FILE: '~other/x' }, undefined],
    ['a missing file', { AWS_CONFIG_FILE: '%/gone' }, undefined],
    ['a folder', { AWS_CONFIG_FILE: '%/home' }, undefined],
    ['the null device', { AWS_CONFIG_FILE: '/dev/null' }, undefined],
  ])('are read from the files that the variables name: %s', (_, variables, expected) => {
    expect(region(variables)).toBe(expected)
  })

  it('are read from both files', () => {
    const top = temporaryTree({
      '.aws/config': named('config'),
      '.aws/credentials': '[p]\nregion = credentials\n[q]\n',
    })
    const profiles = readProfiles(hostContextIn(top, { home: top }), () => undefined)
    expect([profiles.region('p'), profiles.has('q'), profiles.readable]).toEqual(['credentials', true, true])
  })

  it('are read from a directory called ~ for a user without a home, as botocore does', () => {
    const top = temporaryTree({ '~/.aws/config': named('tilde') })
    expect(readProfiles(hostContextIn(top, { home: null }), () => undefined).region('p')).toBe('tilde')
  })

  it('are empty without files, and unreadable if a file is broken', () => {
    const nothing = temporaryTree()
    expect(readProfiles(hostContextIn(nothing, { home: nothing }), () => undefined).readable).toBe(true)
    const broken = temporaryTree({ '.aws/config': 'region = x' })
    expect(readProfiles(hostContextIn(broken, { home: broken }), () => undefined).readable).toBe(false)
  })

  it('are not known if a file is a pipe, which is left to the command', () => {
    const top = temporaryTree()
    const pipe = join(top, 'config')
    execFileSync('mkfifo', [pipe])
    const lookup = (name: string) => (name === 'AWS_CONFIG_FILE' ? pipe : undefined)
    expect(readProfiles(hostContextIn(top, { home: top }), lookup).readable).toBe(false)
  })
})
