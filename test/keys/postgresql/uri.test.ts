import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locationOf, parsePostgresqlUri } from '../../../src/keys/postgresql/uri.ts'
import { refusal } from '../../rig/temporary-tree.ts'

const origin = { kind: 'environment', name: 'WITH_MLFLOW_ENV_KEYS' } as const
const parse = (text: string) => {
  const { parameters, password, ...parts } = parsePostgresqlUri(text, origin)
  return { ...parts, password: password?.reveal() ?? null, parameters: Object.fromEntries(parameters) }
}
const NOTHING = { host: null, port: null, user: null, password: null, database: null, parameters: {} }

describe('a URI of PostgreSQL', () => {
  it.each([
    ['postgresql://', {}],
    ['postgres://h/d', { host: 'h', database: 'd' }],
    ['postgresql://u:p@h:5433/d', { user: 'u', password: 'p', host: 'h', port: 5433, database: 'd' }],
    ['postgresql://u%40x:p%2F%3A%23@h', { user: 'u@x', password: 'p/:#', host: 'h' }],
    // libpq takes neither for anything special.
    ['postgresql://u:p#q+r@h/d', { user: 'u', password: 'p#q+r', host: 'h', database: 'd' }],
    ['postgresql://u:p:q@h', { user: 'u', password: 'p:q', host: 'h' }],
    ['postgresql://[::1]:5432/d', { host: '::1', port: 5432, database: 'd' }],
    ['postgresql://u@%2Frun%2Fpg/d', { user: 'u', host: '/run/pg', database: 'd' }],
    ['postgresql:///d?host=/run/pg&port=1', { host: '/run/pg', port: 1, database: 'd' }],
    ['postgresql://h/d?user=u&password=p%26q&dbname=e', { user: 'u', password: 'p&q', host: 'h', database: 'e' }],
    ['postgresql://h?sslmode=require', { host: 'h', parameters: { sslmode: 'require' } }],
    [
      'postgresql://h/d?options=-c%20search_path%3Dkeys',
      { host: 'h', database: 'd', parameters: { options: '-c search_path=keys' } },
    ],
  ])('is read as libpq reads it: %s', (text, expected) => {
    expect(parse(text)).toEqual({ ...NOTHING, ...expected })
  })

  it.each([
    'postgresql+psycopg2://h/d',
    'mysql://h/d',
    'postgresql://u:s3cret/x@h/d',
    'postgresql://u:s3cret@x@h/d',
    'postgresql://u:s3cret?x@h/d',
    'postgresql://u:s3cret%@h/d',
    'postgresql://u:s3cret@h:70000/d',
    'postgresql://u:s3cret@h:x/d',
    'postgresql://u:s3cret@a,b/d',
    'postgresql://u:s3cret@h/d?sslcrl=s3cret',
    'postgresql://u:s3cret@h/d?s3cret',
    'postgresql://u:s3cret@h/d?sslmode=disable;sslpassword=s3cret&channel_binding=require',
  ])('is refused without a part of it: %s', (text) => {
    const found = refusal(() => parse(text))
    expect(found).toMatchObject({ code: 'key-store-uri', origin })
    expect(found?.message).not.toContain('s3cret')
  })

  it('has a location without user, password and parameters', () => {
    const texts = [
      'postgresql://u:s3cret@h:5433/d?sslmode=require',
      'postgresql://u:s3cret@[::1]/d',
      'postgresql://u:s3cret@/d?host=/run/pg&password=s3cret',
    ]
    expect(texts.map((text) => locationOf(parsePostgresqlUri(text, origin)))).toEqual([
      'postgresql://h:5433/d',
      'postgresql://[::1]/d',
      'postgresql:///d',
    ])
  })

  it('has any password that is escaped, and shows it never', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, unit: 'grapheme' }), (password) => {
        const parsed = parsePostgresqlUri(`postgresql://u:${encodeURIComponent(password)}@h/d`, origin)
        expect(parsed.password?.reveal()).toBe(password)
        expect(JSON.stringify([parsed, locationOf(parsed)])).not.toContain(JSON.stringify(password).slice(1, -1))
      }),
    )
  })
})
