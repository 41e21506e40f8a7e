// Writes src/gate/routes/known-routes.ts: the routes of the installed MLflow, each with the scope that it needs.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const output = new URL('../src/gate/routes/known-routes.ts', import.meta.url)

/** POST that changes nothing: MLflow takes it where a query could be too long for a URL. */
const READS_BY_POST = [
  /\/search$/,
  /\/search-datasets$/,
  /\/get-latest-versions$/,
  /\/presigned-download-url$/,
  /\/traces\/(?:batchGetInfos|calculate-filter-correlation|metrics)$/,
  /^\/graphql$/,
  // What the browser reports of its own use of the pages.
  /\/ui-telemetry$/,
]

/** What destroys more than one run's data, or configures the server for everybody. */
const ADMIN = [
  /\/mlflow\/experiments\/delete$/,
  /\/mlflow\/(?:registered-models|model-versions)\/delete$/,
  /\/mlflow\/(?:gateway|webhooks|scorers|workspaces|mcp-servers)(?:\/|$)/,
  // It runs programs on the server's machine.
  /\/mlflow\/assistant\//,
  // Jobs by the name of a function; those of the pages have routes of their own.
  /^\/api\/3\.0\/jobs(?:\/|$)/,
  /\/mlflow\/demo\//,
]

/** Subjects whose changes are everyday work. A new subject is in none of these lists, and has to be thought about. */
const WRITE =
  /^\/v1\/traces$|^\/gateway\/|^\/api\/2\.0\/mlflow-artifacts\/|\/mlflow\/(?:experiments|runs|traces|logged-models|registered-models|model-versions|artifacts|datasets|issues|label-schemas|review-queues|prompt-optimization|upload-artifact|gateway-proxy|genai|scorer|jobs)(?:\/|$)/

/** @returns {'read' | 'write' | 'admin'} */
export function scopeOf(method, path) {
  if (method === 'GET' || (method === 'POST' && READS_BY_POST.some((pattern) => pattern.test(path)))) return 'read'
  if (ADMIN.some((pattern) => pattern.test(path))) return 'admin'
  if (WRITE.test(path)) return 'write'
  throw new Error(`scripts/gate-routes.mjs has no rule for ${method} ${path}: which scope does it need?`)
}

/** Routes as [method, path, scope]: `*` is one segment, `**` any number, and `ajax-api` is the same as `api`. */
export function toTable(routes) {
  const rows = routes.flatMap(({ methods, path }) => {
    const pattern = path
      .replace(/^\/ajax-api\//, '/api/')
      .replace(/<path:\w+>|\{\w+:path\}/g, '**')
      .replace(/<\w+>|\{\w+\}/g, '*')
    // Not served: a path that MLflow itself has put together wrongly.
    if (/^\/(?:ajax-)?api\/2\.0mlflow/.test(path)) return []
    const served = methods.filter((method) => method !== 'HEAD' && method !== 'OPTIONS')
    return served.map((method) => [method, pattern, scopeOf(method, pattern)])
  })
  const unique = new Map(rows.map((row) => [row.join(' '), row]))
  return [...unique.values()].sort(([a, b], [c, d]) => (b === d ? compare(a, c) : compare(b, d)))
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * What the installed MLflow answers to.
 *
 * @param {string} python that has MLflow
 * @returns {{ routes: { methods: string[], path: string }[], mutations: string[] }}
 */
export function installedRoutes(python) {
  const script = fileURLToPath(new URL('gate-routes.py', import.meta.url))
  return JSON.parse(execFileSync(python, [script], { encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 24 }))
}

export function tableText(table) {
  const rows = table.map((row) => `  [${row.map((cell) => `'${cell}'`).join(', ')}],`)
  return `import type { Scope } from '../../keys/scope.ts'

/**
 * The routes of MLflow with the scope that each needs. Made by \`node scripts/gate-routes.mjs\` from the installed MLflow:
 * change the rules there.
 */
export const KNOWN_ROUTES: readonly (readonly [method: string, path: string, scope: Scope])[] = [
${rows.join('\n')}
]
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(output, tableText(toTable(installedRoutes(`${root}.python/bin/python`).routes)))
}
