import { ok, warn } from '../../check.ts'
import { serverCheck } from './server-check.ts'

/** Whether MLflow's own pages work at the address: the server refuses what a page of an unknown origin sends. */
export const serverOrigin = serverCheck({
  id: 'server-cors',
  title: 'CORS',
  run: ({ server, address, where }) => {
    const origin = /^https?:\/\/[^/]+/.exec(address)?.[0] ?? address
    if (!server.isCrossOrigin) return ok(`MLflow's pages work at ${origin}`)
    return warn(
      `the server refuses what its own pages send from ${origin} (403, Cross-origin request blocked)`,
      where,
      `MLFLOW_SERVER_CORS_ALLOWED_ORIGINS=${origin} for the server`,
    )
  },
})
