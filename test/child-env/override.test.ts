import { describe, expect, it } from 'vitest'
import { parseEnvFiles } from '../../src/dotenv/parse-env-files.ts'
import { type Configured, configured, type Setup } from '../rig/configure-values.ts'
import type { Layer } from '../rig/sources.ts'

const keys = (letter: string, prefix = 'MLFLOW_AWS_') => ({
  [`${prefix}ACCESS_KEY_ID`]: `id-${letter}`,
  [`${prefix}SECRET_ACCESS_KEY`]: `secret-${letter}`,
})
const aws = (letter: string) => keys(letter, 'AWS_')
const overridden = (setup: Setup): Configured =>
  configured({ ...setup, options: ['--override', ...(setup.options ?? [])] })

describe('--override', () => {
  it.each<[what: string, env: Layer, files: readonly Layer[], child: Record<string, string>]>([
    [
      'the tracking URI',
      { MLFLOW_TRACKING_URI: 'http://a' },
      [{ MLFLOW_TRACKING_URI: 'http://b' }],
      { MLFLOW_TRACKING_URI: 'http://b' },
    ],
    ['a variable of no rule', { FOO: 'a' }, [{ FOO: 'b' }], { FOO: 'b' }],
    ['an empty variable of no rule', { FOO: 'a' }, [{ FOO: '' }], { FOO: '' }],
    ['.env.mlflow over .env', { FOO: 'a' }, [{ FOO: 'b' }, { FOO: 'c' }], { FOO: 'b' }],
    [
      '.env.mlflow over .env, if it agrees with the environment',
      { FOO: 'a' },
      [{ FOO: 'a' }, { FOO: 'c' }],
      { FOO: 'a' },
    ],
    ['what only .env names', { FOO: 'a' }, [{}, { FOO: 'c' }], { FOO: 'c' }],
    ["the project's keys", keys('a'), [keys('b')], aws('b')],
    ["the shell's keys", aws('a'), [aws('b')], aws('b')],
    [
      'a retry setting next to project keys',
      { AWS_RETRY_MODE: 'legacy' },
      [{ ...keys('b'), AWS_RETRY_MODE: 'standard' }],
      { AWS_RETRY_MODE: 'standard' },
    ],
    [
      'the region',
      { ...aws('a'), AWS_REGION: 'eu-west-1' },
      [{ AWS_REGION: 'eu-west-2' }],
      { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-2' },
    ],
  ])('lets a file decide about %s', (_, env, files, child) => {
    expect(overridden({ env, files }).child).toMatchObject(child)
  })

  it('keeps the credentials one set: a token of the environment does not join the keys of a file', () => {
    const { child, warnings } = overridden({ env: { ...aws('a'), AWS_SESSION_TOKEN: 'token-a' }, files: [aws('b')] })
    expect(child).toMatchObject(aws('b'))
    expect(child).not.toHaveProperty('AWS_SESSION_TOKEN')
    expect(warnings).toEqual([])
  })

  it('leaves what no file names as it is, and an empty setting of the launcher in a file counts as absent', () => {
    const env = { FOO: 'a', MLFLOW_TRACKING_URI: 'http://a', ...keys('a') }
    const files = [{ MLFLOW_TRACKING_URI: '', MLFLOW_AWS_ACCESS_KEY_ID: '' }]
    expect(overridden({ env, files }).child).toMatchObject({ FOO: 'a', MLFLOW_TRACKING_URI: 'http://a', ...aws('a') })
  })

  it("leaves the shell's AWS_* with --keep-aws", () => {
    const env = { ...aws('a'), AWS_REGION: 'eu-west-1', FOO: 'a' }
    const files = [{ ...aws('b'), AWS_REGION: 'eu-west-2', FOO: 'b' }]
    const { child } = overridden({ env, files, options: ['--keep-aws'] })
    expect(child).toMatchObject({ ...env, FOO: 'b' })
  })

  it('changes nothing if the values are the same', () => {
    expect(overridden({ env: { FOO: 'a' }, files: [{ FOO: 'a' }] }).change.set.has('FOO')).toBe(false)
  })
})

describe('references in files with --override', () => {
  const text = (display: string, text: string) => ({ path: `/${display}`, display, text })
  const valueIn = (override: boolean, name: string) => {
    const files = [text('.env.mlflow', 'A=own\nB=${A}-${C}\n'), text('.env', 'A=lower\nC=lower\nD=${A}\n')]
    const parsed = parseEnvFiles(files, { A: 'environment', C: 'environment' }, override)
    return parsed.map((file) => file.entries.get(name)?.value).find((value) => value !== undefined)
  }

  it('mean the lines before, then the files below, then the environment, as in load_dotenv(override=True)', () => {
    expect([valueIn(true, 'B'), valueIn(true, 'D')]).toEqual(['own-lower', 'lower'])
    expect([valueIn(false, 'B'), valueIn(false, 'D')]).toEqual(['environment-environment', 'environment'])
  })
})
