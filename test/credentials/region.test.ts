import { describe, expect, it } from 'vitest'
import { LauncherError } from '../../src/model/diagnostic.ts'
import { configured, GLOBAL, PROFILE, PROJECT, type Setup } from '../rig/configure-values.ts'

const own = { MLFLOW_AWS_DEFAULT_REGION: 'eu-central-1' }
const shell = { AWS_DEFAULT_REGION: 'eu-west-1', AWS_REGION: 'eu-west-2' }
const config =
  '[default]\nregion = af-south-1\n[profile mlflow]\nregion = ap-east-1\n[profile data]\nregion = sa-east-1\n'

/** What both variables are in the child, or what a profile sets itself, or nothing. */
type Expected = { readonly both: string } | { readonly own: string } | null

const ROWS: readonly (readonly [title: string, setup: Setup, expected: Expected])[] = [
  // Project keys: the project's name, the shell's two names, us-east-1
  ['keys: the project’s name first', { env: shell, files: [{ ...PROJECT, ...own }] }, { both: 'eu-central-1' }],
  [
    'keys: a file’s project name before the shell’s',
    { env: { ...shell, ...PROJECT }, files: [own] },
    { both: 'eu-central-1' },
  ],
  ['keys: AWS_DEFAULT_REGION next', { env: shell, files: [PROJECT] }, { both: 'eu-west-1' }],
  ['keys: AWS_REGION next', { env: { AWS_REGION: 'eu-west-2' }, files: [PROJECT] }, { both: 'eu-west-2' }],
  ['keys: us-east-1 last, whatever [default] says', { files: [PROJECT], config }, { both: 'us-east-1' }],
  [
    'keys: an empty name is none',
    { env: { MLFLOW_AWS_DEFAULT_REGION: '', AWS_REGION: 'eu-west-2' }, files: [PROJECT] },
    { both: 'eu-west-2' },
  ],
  [
    'keys: a file fills an empty name',
    { env: { AWS_DEFAULT_REGION: '' }, files: [{ ...PROJECT, AWS_DEFAULT_REGION: 'eu-north-1' }] },
    { both: 'eu-north-1' },
  ],
  [
    'keys: AWS_DEFAULT_REGION of a file before AWS_REGION of the shell',
    { env: { AWS_REGION: 'eu-west-2' }, files: [{ ...PROJECT, AWS_DEFAULT_REGION: 'eu-north-1' }] },
    { both: 'eu-north-1' },
  ],
  // A profile: the project's name, the profile's own
  [
    'profile: the project’s name first',
    { env: shell, files: [{ ...PROFILE, ...own }], config },
    { both: 'eu-central-1' },
  ],
  ['profile: its own, not the shell’s', { env: shell, files: [PROFILE], config }, { own: 'ap-east-1' }],
  ['profile: nothing where it has none', { env: shell, files: [PROFILE], config: '[profile mlflow]\n' }, null],
  [
    'profile: one in credentials is in force too',
    { files: [PROFILE], credentials: '[mlflow]\nregion = ca-west-1\n' },
    { own: 'ca-west-1' },
  ],
  // The shell's keys: as for keys, but the active profile's before us-east-1
  ['global: the project’s name first', { env: { ...GLOBAL, ...shell }, files: [own] }, { both: 'eu-central-1' }],
  ['global: the shell’s', { env: { ...GLOBAL, ...shell } }, { both: 'eu-west-1' }],
  ['global: AWS_REGION alone', { env: { ...GLOBAL, AWS_REGION: 'eu-west-2' } }, { both: 'eu-west-2' }],
  ['global: that of [default]', { env: GLOBAL, config }, { own: 'af-south-1' }],
  [
    'global: that of [default] in credentials',
    { env: GLOBAL, credentials: '[default]\nregion = us-west-2\n' },
    { own: 'us-west-2' },
  ],
  ['global: that of the active profile', { env: { ...GLOBAL, AWS_PROFILE: 'data' }, config }, { own: 'sa-east-1' }],
  [
    'global: AWS_DEFAULT_PROFILE is the active one',
    { env: { ...GLOBAL, AWS_PROFILE: 'mlflow', AWS_DEFAULT_PROFILE: 'data' }, config },
    { own: 'sa-east-1' },
  ],
  ['global: us-east-1 last', { env: GLOBAL }, { both: 'us-east-1' }],
  // Ambient: only what is named
  ['ambient: the project’s name', { env: shell, files: [own] }, { both: 'eu-central-1' }],
  ['ambient: the shell’s', { env: shell }, { both: 'eu-west-1' }],
  ['ambient: that of the profile', { env: { AWS_PROFILE: 'data' }, config }, { own: 'sa-east-1' }],
  ['ambient: nothing', {}, null],
]

describe('the region', () => {
  it.each(ROWS)('is the one of the highest source: %s', (_, setup, expected) => {
    const { child, region } = configured(setup)
    const both = expected && 'both' in expected ? expected.both : undefined
    expect([child.AWS_DEFAULT_REGION, child.AWS_REGION]).toEqual([both, both])
    expect(region.own?.value).toBe(expected && 'own' in expected ? expected.own : undefined)
  })

  it.each(['your-region', '<region>', 'eu west', 'eu-west-1\n', '-eu', 'eu-', '123', 'eu_west', 'e'.repeat(64)])(
    'is refused if it cannot be right: %j',
    (value) => {
      const files = [{ ...PROJECT, MLFLOW_AWS_DEFAULT_REGION: value }]
      expect(() => configured({ files })).toThrow(LauncherError)
    },
  )

  it('has its origin', () => {
    expect(configured({ files: [PROJECT, own] }).region.exported?.origin).toMatchObject({
      kind: 'file',
      display: '.env',
      line: 1,
    })
    expect(configured({ files: [PROJECT] }).region.exported?.origin).toEqual({ kind: 'default' })
    expect(configured({ files: [PROFILE], config }).region.own?.origin).toEqual({ kind: 'profile', name: 'mlflow' })
  })
})
