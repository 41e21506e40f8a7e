import { describe, expect, it } from 'vitest'
import { queryParameter } from '../../src/mlflow/query-parameter.ts'

const PREFIXES = [
  ['', null],
  ['prefix', ''],
  ['prefix=', ''],
  ['prefix=a/b', 'a/b'],
  ['region=eu&prefix=a%2Fb+c&prefix=d', 'a/b c'],
  ['prefix=a=b&x', 'a=b'],
  ['pre%66ix=%C3%A4%e2%82%ac', 'ä€'],
  ['prefix=100%&x=%zz', '100%'],
  ['prefix=%zz%4', '%zz%4'],
  ['xprefix=1&prefixx=2', null],
  ['&&=x&prefix=ü', 'ü'],
  ['prefix=%2B%20+', '+  '],
  ['prefix=%ff', '\ufffd'],
] as const

describe('a parameter of a query', () => {
  it.each(PREFIXES)('in %j is %j', (query, value) => {
    expect(queryParameter(query, 'prefix')).toBe(value)
  })

  it.each(PREFIXES)('in %j is what a browser reads', (query) => {
    expect(queryParameter(query, 'prefix')).toBe(new URLSearchParams(query).get('prefix'))
  })
})
