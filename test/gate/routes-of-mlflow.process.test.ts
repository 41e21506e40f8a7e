import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { installedRoutes, tableText, toTable } from '../../scripts/gate-routes.mjs'
import { findRoute } from '../../src/gate/routes/find-route.ts'
import { pythonBin, root } from '../rig/paths.ts'

describe('the table of routes', () => {
  const { routes, mutations } = installedRoutes(join(pythonBin, 'python'))

  it('is that of the installed MLflow: run `node scripts/gate-routes.mjs`', () => {
    const text = readFileSync(join(root, 'src/gate/routes/known-routes.ts'), 'utf8')
    expect(text).toBe(tableText(toTable(routes)))
  })

  it('finds every route of the installed MLflow, under each of its names', () => {
    const missing = routes.flatMap(({ methods, path }) => {
      const url = path.replace(/<[^>]*>|\{[^}]*\}/g, 'x')
      if (url.includes('2.0mlflow')) return []
      return methods.filter((method) => findRoute(method, url).name === 'unknown').map((method) => `${method} ${path}`)
    })
    expect(missing).toEqual([])
    expect(routes.length).toBeGreaterThan(400)
  })

  it('may take graphql for reading, because no mutation of the installed MLflow changes anything', () => {
    // The first two are searches, the third one is an echo.
    expect(mutations).toEqual(['mlflowSearchDatasets', 'mlflowSearchRuns', 'testMutation'])
    expect(findRoute('POST', '/graphql').scope).toBe('read')
  })
})
