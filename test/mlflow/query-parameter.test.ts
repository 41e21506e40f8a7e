import { describe, expect, it } from 'vitest'
import { queryParameter } from '../../src/mlflow/query-parameter.ts'

describe('a parameter of a query', () => {
  it.each([
    '',
    'prefix',
    'prefix=',
    'prefix=a/b',
    'region=eu&prefix=a%2Fb+c&prefix=d',
    'prefix=a=b&x',
    'pre%66ix=%C3%A4%e2%82%ac',
    'prefix=100%&x=%zz',
    'prefix=%zz%4',
    'xprefix=1&prefixx=2',
    '&&=x&prefix=ü',
    'prefix=%2B%20+',
    'prefix=%ff',
  ])('in %j is what a browser reads', (query) => {
    expect(queryParameter(query, 'prefix')).toBe(new URLSearchParams(query).get('prefix'))
  })
})
