import { describe, expect, it } from 'vitest'
import type { Layer, Verdict } from '../rig/sources.ts'
import { decide, places } from '../rig/sources.ts'

const A = 'AKIAIOSFODNN7EXAMPLE'
const B = 'AKIAI44QH8DHBEXAMPLX'
const TEMPORARY = 'ASIAQDJXYZEXAMPLE123'

const id = (value: string) => ({ MLFLOW_AWS_ACCESS_KEY_ID: value })
const secret = (value: string) => ({ MLFLOW_AWS_SECRET_ACCESS_KEY: value })
const token = (value: string) => ({ MLFLOW_AWS_SESSION_TOKEN: value })
const profile = (value: string) => ({ MLFLOW_AWS_PROFILE: value })
const shell = { AWS_ACCESS_KEY_ID: B, AWS_SECRET_ACCESS_KEY: 'shell', AWS_SESSION_TOKEN: 'shell-token' }
const keys = (key: string, secret: string, token: string | null = null): Verdict => ({
  mode: 'project',
  id: key,
  secret,
  token,
})
const refused = (reason: string): Verdict => ({ mode: 'refused', reasons: [reason] })

type Row = readonly [rule: string, layers: readonly Layer[], expected: Verdict]

/** In each row: the environment, `.env.mlflow`, `.env`. */
const ROWS: readonly Row[] = [
  // One source
  ['a whole set in the environment', [{ ...id(A), ...secret('s') }], keys(A, 's')],
  ['a whole set in a file', [{}, { ...id(A), ...secret('s') }], keys(A, 's')],
  ['a set with its token', [{ ...id(TEMPORARY), ...secret('s'), ...token('t') }], keys(TEMPORARY, 's', 't')],
  ["another store's short id may have a token or none", [{ ...id('minio'), ...secret('s') }], keys('minio', 's')],
  // Whose set it is
  [
    'the highest id owns the set',
    [
      { ...id(A), ...secret('a') },
      { ...id(B), ...secret('b'), ...token('b') },
    ],
    keys(A, 'a'),
  ],
  ['the id of a file, the secret of the environment', [secret('ci'), id(A)], keys(A, 'ci')],
  ['the id of the environment, the secret of a file', [id(A), secret('s')], keys(A, 's')],
  ['a lender with the same id', [id(A), { ...id(A), ...secret('s') }], keys(A, 's')],
  ['no secret of another id', [id(A), { ...id(B), ...secret('b') }], refused('incomplete-credentials')],
  [
    'only the nearest is asked for a secret',
    [id(A), { ...id(B), ...secret('b') }, secret('a')],
    refused('incomplete-credentials'),
  ],
  ['of two equally near the higher lends', [secret('ci'), id(A), secret('old')], keys(A, 'ci')],
  ['a secret above a whole set is ignored', [secret('x'), { ...id(A), ...secret('a') }], keys(A, 'a')],
  ['an empty id owns nothing', [id(''), { ...id(A), ...secret('a') }], keys(A, 'a')],
  ['an empty secret is filled from below', [{ ...id(A), ...secret('') }, secret('s')], keys(A, 's')],
  // The token's company
  ["the token of the secret's source", [id(TEMPORARY), { ...secret('s'), ...token('t') }], keys(TEMPORARY, 's', 't')],
  [
    "the token of the id's source first",
    [
      { ...id('k'), ...token('1') },
      { ...secret('s'), ...token('2') },
    ],
    keys('k', 's', '1'),
  ],
  ['no token from a third source', [id('k'), secret('s'), token('t')], keys('k', 's')],
  ['no stale token from below a whole set', [{ ...id(A), ...secret('s') }, token('stale')], keys(A, 's')],
  ['no stale token from above a whole set', [token('stale'), { ...id(A), ...secret('s') }], keys(A, 's')],
  [
    "no token of the same id's third source",
    [
      { ...id(TEMPORARY), ...secret('s') },
      { ...id(TEMPORARY), ...secret('s'), ...token('t') },
    ],
    refused('missing-session-token'),
  ],
  // Half a set is never topped up
  ['an id alone', [id(A)], refused('incomplete-credentials')],
  ['a secret alone', [secret('s')], refused('incomplete-credentials')],
  ['a token alone', [token('t')], refused('incomplete-credentials')],
  ['a secret and a token', [{ ...secret('s'), ...token('t') }], refused('incomplete-credentials')],
  ['an id beside the whole set of the shell', [{ ...id(A), ...shell }], refused('incomplete-credentials')],
  ['an id beside AWS_* of the same id', [{ ...id(B), ...shell }], refused('incomplete-credentials')],
  ['a secret beside the whole set of the shell', [{ ...secret('s'), ...shell }], refused('incomplete-credentials')],
  ['a token beside the whole set of the shell', [{ ...token('t'), ...shell }], refused('incomplete-credentials')],
  ['an id in a file beside the shell', [shell, id(A)], refused('incomplete-credentials')],
  [
    'an id with an empty secret beside the shell',
    [{ ...id(A), ...secret(''), ...shell }],
    refused('incomplete-credentials'),
  ],
  ["the shell's token stays with the shell's keys", [{ ...id(A), ...secret('s'), ...shell }], keys(A, 's')],
  // Profiles
  ['a profile', [profile('mlflow')], { mode: 'profile', profile: 'mlflow' }],
  ['a profile above keys', [profile('p'), { ...id(A), ...secret('a') }], { mode: 'profile', profile: 'p' }],
  ['keys above a profile', [{ ...id(A), ...secret('a') }, profile('p')], keys(A, 'a')],
  [
    'keys and a profile in one source',
    [{ ...id(A), ...secret('a'), ...profile('p') }],
    refused('conflicting-credentials'),
  ],
  ['a secret and a profile in one source', [{ ...secret('a'), ...profile('p') }], refused('conflicting-credentials')],
  [
    'keys and a profile in a losing source',
    [profile('p'), { ...id(A), ...secret('a'), ...profile('q') }],
    { mode: 'profile', profile: 'p' },
  ],
  [
    'a stray secret above the source with both',
    [secret('x'), { ...id(A), ...profile('p') }],
    refused('conflicting-credentials'),
  ],
  ['half a set above a profile', [secret('x'), profile('p')], refused('incomplete-credentials')],
  ['an empty profile beside keys', [{ ...id(A), ...secret('a'), ...profile('') }], keys(A, 'a')],
  ["a profile beside the shell's keys", [{ ...shell, ...profile('p') }], { mode: 'profile', profile: 'p' }],
  ['a profile with a blank inside', [profile('my profile')], { mode: 'profile', profile: 'my profile' }],
  ["a URI with a password in a profile's place", [profile('mysql://u:hunter2@h/x')], refused('invalid-value')],
  ['a profile with a blank at its end', [profile('mlflow ')], refused('invalid-value')],
  // The shell
  ["the shell's keys", [shell], { mode: 'global', id: B, secret: 'shell' }],
  ["a file's AWS_* keys", [{}, shell], { mode: 'global', id: B, secret: 'shell' }],
  [
    "the shell's keys beat a file's as one set",
    [{ AWS_ACCESS_KEY_ID: A }, shell],
    { mode: 'global', id: A, secret: null },
  ],
  ["a profile of the shell beats a file's keys", [{ AWS_PROFILE: 'p' }, shell], { mode: 'ambient' }],
  ['AWS_DEFAULT_PROFILE is a profile', [{ AWS_DEFAULT_PROFILE: 'p' }, shell], { mode: 'ambient' }],
  ['keys beside a profile of the shell', [{ ...shell, AWS_PROFILE: 'p' }], { mode: 'global', id: B, secret: 'shell' }],
  ['a secret without an id', [{ AWS_SECRET_ACCESS_KEY: 's' }], { mode: 'global', id: null, secret: 's' }],
  ['empty AWS_* keys', [{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }], { mode: 'ambient' }],
  ['nothing at all', [{}], { mode: 'ambient' }],
  ['a role', [{ AWS_ROLE_ARN: 'arn:aws:iam::1:role/x', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' }], { mode: 'ambient' }],
  // No silent fall-back
  ['an empty id', [{ ...id(''), ...shell }], refused('empty-credentials')],
  ['an empty secret', [shell, secret('')], refused('empty-credentials')],
  ['an empty template without anything else', [{}, { ...id(''), ...secret('') }], refused('empty-credentials')],
  [
    'an empty token or profile names nothing',
    [{ ...token(''), ...profile(''), ...shell }],
    { mode: 'global', id: B, secret: 'shell' },
  ],
  ['an empty id above a profile', [id(''), profile('p')], { mode: 'profile', profile: 'p' }],
]

/** `[what, value, reason]` for the id, the secret and the token of an otherwise good set. */
const VALUES: readonly (readonly [what: string, value: string, reason: string])[] = [
  ['a blank before', ' value', 'invalid-value'],
  ['a blank behind', 'value ', 'invalid-value'],
  ['a blank inside', 'val ue', 'invalid-value'],
  ['a blank alone', ' ', 'invalid-value'],
  ['a line break', 'val\nue', 'invalid-value'],
  ['a carriage return, as CRLF leaves it', 'value\r', 'invalid-value'],
  ['a tab', 'val\tue', 'invalid-value'],
  ['an escape', 'val\x1b[31mue', 'invalid-value'],
  ['DEL', 'value\x7f', 'invalid-value'],
  ['a no-break space', 'value\u00a0', 'invalid-value'],
  ['a zero-width space', 'val\u200bue', 'invalid-value'],
  ['a byte order mark', '\ufeffvalue', 'invalid-value'],
  ['a letter outside ASCII', 'valuė', 'invalid-value'],
  ['your-…', 'your-access-key-id', 'placeholder-value'],
  ['YOUR_…', 'YOUR_SECRET', 'placeholder-value'],
  ['<…>', '<secret access key>', 'placeholder-value'],
  ['changeme', 'changeme', 'placeholder-value'],
  ['CHANGE-ME', 'CHANGE-ME', 'placeholder-value'],
]

describe('resolveIdentity', () => {
  it.each(ROWS)('gives the right credentials, or refuses: %s', (_, layers, expected) => {
    const { resolved, ...found } = decide({ layers })
    expect(found).toEqual(expected)
  })

  it.each(VALUES)('refuses %s in each part of a set', (_, value, reason) => {
    const good = { ...id('store'), ...secret('s'), ...token('t') }
    for (const part of [id, secret, token, (text: string) => ({ ...secret('s'), ...id(text) })]) {
      expect(decide({ layers: [{ ...good, ...part(value) }] })).toEqual(refused(reason))
    }
  })

  it.each([
    ['a temporary id without a token', { ...id(TEMPORARY), ...secret('s') }, 'missing-session-token'],
    ['a long-term id with a token', { ...id(A), ...secret('s'), ...token('t') }, 'unexpected-session-token'],
    ['a temporary id with an empty token', { ...id(TEMPORARY), ...secret('s'), ...token('') }, 'missing-session-token'],
    ['a profile that is the placeholder', profile('<profile>'), 'placeholder-value'],
    ['a profile with a line break', profile('a\nb'), 'invalid-value'],
  ])('refuses a set of keys: %s', (_, layer, reason) => {
    expect(decide({ layers: [layer] })).toEqual(refused(reason))
  })

  it('does not check values that are not used', () => {
    const unused = { ...id('your-id'), ...secret('with blank'), ...token('<token>') }
    expect(decide({ layers: [{ ...id(A), ...secret('a') }, unused] }).mode).toBe('project')
  })

  it('keeps the origin of each part', () => {
    const { resolved } = decide({ layers: [secret('ci'), { ...profile(''), ...id(A) }] })
    expect(resolved && places(resolved.credentials)).toEqual([
      '.env.mlflow MLFLOW_AWS_ACCESS_KEY_ID',
      'environment MLFLOW_AWS_SECRET_ACCESS_KEY',
    ])
  })
})
