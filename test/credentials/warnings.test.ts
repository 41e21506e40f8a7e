import { describe, expect, it } from 'vitest'
import { ID, keys, shell } from '../rig/fall-back.ts'
import { decide } from '../rig/sources.ts'

describe('warnings about credentials', () => {
  const warn = (...layers: Record<string, string>[]) => decide({ layers }).resolved?.warnings ?? []

  it.each([
    ['a secret above a whole set', [{ MLFLOW_AWS_SECRET_ACCESS_KEY: 'x' }, keys], ['credential-ignored']],
    ['a token above a whole set', [{ MLFLOW_AWS_SESSION_TOKEN: 'x' }, keys], ['credential-ignored']],
    ['a whole set below another', [keys, keys], []],
    ['half a set of the shell, the id', [{ AWS_ACCESS_KEY_ID: ID }], ['incomplete-credentials']],
    ['half a set of the shell, the secret', [{ AWS_SECRET_ACCESS_KEY: 's' }], ['incomplete-credentials']],
    [
      "a secret of the shell beside a file's set",
      [{ AWS_SECRET_ACCESS_KEY: 's' }, shell],
      ['shell-credentials-dropped'],
    ],
    ["a token of the shell beside a file's set", [{ AWS_SESSION_TOKEN: 't' }, shell], ['shell-credentials-dropped']],
    ['a line break in a key of the shell', [{ ...shell, AWS_ACCESS_KEY_ID: 'a\nb' }], ['invalid-value']],
    ['a whole set of the shell', [shell], []],
    ['a set above that of a file', [shell, { MLFLOW_TRACKING_URI: 'http://a', AWS_SESSION_TOKEN: 't' }], []],
  ])('are given for %s', (_, layers, codes) => {
    expect(warn(...layers).map(({ code }) => code)).toEqual(codes)
    for (const { severity } of warn(...layers)) expect(severity).toBe('warning')
  })
})
