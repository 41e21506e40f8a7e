import { describe, expect, it } from 'vitest'
import { scopeOf } from '../../scripts/gate-routes.mjs'
import { findRoute } from '../../src/gate/routes/find-route.ts'
import { KNOWN_ROUTES } from '../../src/gate/routes/known-routes.ts'

const A = '/api/2.0/mlflow-artifacts/artifacts'

describe('the table of routes', () => {
  it('does not guess the scope of a new kind of route', () => {
    expect(() => scopeOf('POST', '/api/4.0/mlflow/rockets/launch')).toThrow(/no rule for POST/)
  })

  it('has no two rows for one route', () => {
    expect(new Set(KNOWN_ROUTES.map(([method, path]) => `${method} ${path}`)).size).toBe(KNOWN_ROUTES.length)
  })
})

describe('the scope of a route', () => {
  it.each([
    ['GET', '/', 'read'],
    ['GET', '/static-files/static/js/main.js', 'read'],
    ['HEAD', '/health', 'read'],
    ['POST', '/api/2.0/mlflow/runs/search', 'read'],
    ['POST', '/ajax-api/2.0/mlflow/runs/search', 'read'],
    ['POST', '/api/2.0/mlflow/registered-models/get-latest-versions', 'read'],
    ['GET', '/api/2.0/mlflow/gateway-proxy', 'read'],
    ['POST', '/api/2.0/mlflow/runs/create', 'write'],
    ['POST', '/api/2.0/mlflow/runs/delete', 'write'],
    ['POST', '/v1/traces', 'write'],
    ['PUT', `${A}/1/a`, 'write'],
    ['PUT', '/ajax-api/2.0/mlflow-artifacts/artifacts/1/a/b', 'write'],
    ['DELETE', `${A}/1/0123/artifacts/a`, 'write'],
    ['POST', '/api/2.0/mlflow/experiments/delete', 'admin'],
    ['POST', '/ajax-api/2.0/mlflow/experiments/delete', 'admin'],
    ['DELETE', '/api/2.0/mlflow/registered-models/delete', 'admin'],
    ['DELETE', '/api/2.0/mlflow/model-versions/delete', 'admin'],
    ['POST', '/api/2.0/mlflow/webhooks', 'admin'],
    ['POST', '/api/3.0/mlflow/scorers/register', 'admin'],
    ['POST', '/api/3.0/mlflow/gateway/secrets/create', 'admin'],
    ['POST', '/ajax-api/3.0/mlflow/assistant/message', 'admin'],
    ['OPTIONS', '/api/2.0/mlflow/runs/create', 'read'],
  ])('of %s %s is %s', (method, path, scope) => {
    const route = findRoute(method, path)
    expect([route.scope, route.name]).toEqual([scope, expect.not.stringMatching('unknown')])
  })

  it.each([
    ['GET', '/api/2.0/mlflow/new', 'read'],
    ['HEAD', '/api/9.9/x', 'read'],
    ['POST', '/api/2.0/mlflow/new', 'admin'],
    ['OPTIONS', '/new', 'admin'],
    ['PUT', '/api/2.0/mlflow/runs/create', 'admin'],
    ['POST', '/api/2.0/mlflow/runs/create/', 'admin'],
    ['POST', '/api/2.0/mlflow/users/create', 'admin'],
  ])('that no table has, such as %s %s, is %s', (method, path, scope) => {
    expect(findRoute(method, path)).toMatchObject({ name: 'unknown', scope })
  })

  it.each([
    ['POST', '/api/2.0/mlflow/experiments/%64elete', 'admin'],
    ['POST', '/%61pi/2.0/mlflow/experiments/delete', 'admin'],
    ['DELETE', '/api/2.0/mlflow/registered%2Dmodels/delete', 'admin'],
    ['POST', '/api/2.0/mlflow/runs/%73earch', 'read'],
  ])('is that of the route that MLflow finds for %s %s, which decodes it: %s', (method, path, scope) => {
    expect(findRoute(method, path)).toMatchObject({ scope, name: expect.not.stringMatching('unknown') })
  })

  it.each([
    `${A}/1`,
    `${A}/1/`,
    `${A}`,
    `${A}/`,
    '/ajax-api/2.0/mlflow%2Dartifacts/artifacts/1',
    `${A}/workspaces`,
    `${A}/workspaces/team`,
    `${A}/workspaces/team/`,
    `${A}/workspaces/team/1`,
    `${A}/workspaces/team/1/`,
    `${A}/%77orkspaces/team/1`,
    `${A}/%2577orkspaces/team/1`,
    '/ajax-api/2.0/mlflow-artifacts/artifacts/workspaces/team/1',
  ])('of DELETE %s is admin, because it takes a whole experiment with it', (path) => {
    expect(findRoute('DELETE', path).scope).toBe('admin')
  })

  it.each([`${A}/1/run`, `${A}/workspaces/team/1/run`, `${A}/1/workspaces`, `${A}/workspaces2/run`])(
    'of DELETE %s is write, because it is a part of an experiment',
    (path) => {
      expect(findRoute('DELETE', path).scope).toBe('write')
    },
  )
})

describe('the path of an artifact', () => {
  it.each([
    [`${A}/a%20b/c`, 'a%20b/c'],
    ['/ajax-api/2.0/mlflow-artifacts/artifacts/%23', '%23'],
    ['/api/2.0/mlflow-artifacts/mpu/create/a', 'a'],
    ['/api/2.0/mlflow-artifacts/presigned/a/b', 'a/b'],
    ['/%61pi/2.0/mlflow%2dartifacts/art%69facts/%20', '%20'],
    [`${A}/`, ''],
    [A, null],
    ['/get-artifact', null],
    ['/model-versions/get-artifact', null],
    ['/ajax-api/2.0/mlflow/upload-artifact', null],
  ])('of %s is %j', (path, expected) => {
    expect(findRoute('GET', path).artifacts).toMatchObject({ path: expected })
  })

  it.each(['/api/2.0/mlflow/artifacts/list', '/ajax-api/2.0/mlflow/get-trace-artifact', '/health'])(
    'is none of %s',
    (path) => {
      expect(findRoute('GET', path).artifacts).toBeNull()
    },
  )
})
