import { describe, expect, it } from 'vitest'
import { mapLocation } from '../../src/gate/location.ts'

const places = { prefix: '/api/mlflow', upstreamPrefix: '/base', upstreamHost: '127.0.0.1:5000' }

describe('where MLflow redirects to', () => {
  it.each([
    ['/base/jobs/', '/api/mlflow/jobs/'],
    ['/base', '/api/mlflow/'],
    ['/base?x=1#y', '/api/mlflow/?x=1#y'],
    ['http://127.0.0.1:5000/base/a?b=/base/c', '/api/mlflow/a?b=/base/c'],
    ['HTTP://127.0.0.1:5000/base/a', '/api/mlflow/a'],
    ['//127.0.0.1:5000/base/a', '/api/mlflow/a'],
    ['/baseball', '/baseball'],
    ['/other', '/other'],
    ['other', 'other'],
    ['http://127.0.0.1:50001/base/a', 'http://127.0.0.1:50001/base/a'],
    ['http://127.0.0.1:5000.example/base', 'http://127.0.0.1:5000.example/base'],
    ['https://elsewhere.example/base/a', 'https://elsewhere.example/base/a'],
    ['//elsewhere.example/base/a', '//elsewhere.example/base/a'],
  ])('%s is %s outside', (location, expected) => {
    expect(mapLocation(location, places)).toBe(expected)
  })

  it('has its prefix if MLflow has none', () => {
    const bare = { ...places, upstreamPrefix: '' }
    expect(mapLocation('/jobs/', bare)).toBe('/api/mlflow/jobs/')
    expect(mapLocation('http://127.0.0.1:5000', bare)).toBe('/api/mlflow/')
  })
})
