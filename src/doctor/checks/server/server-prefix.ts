import { findRunningServers } from '../../../configure/find-running-servers.ts'
import { isSameHost, parseUrl } from '../../../mlflow/server-address.ts'
import { printable } from '../../../model/format.ts'
import { fail, ok } from '../../check.ts'
import type { DoctorContext } from '../../context.ts'
import { lineOf } from './remedies.ts'
import { serverCheck } from './server-check.ts'

/** Whether the tracking URI has the server's prefix, no more and no less. */
export const serverPrefix = serverCheck({
  id: 'server-prefix',
  title: 'Prefix',
  explain: ({ base: answering, reason }, asked) => {
    const { where, address, context } = asked
    const base = answering ?? findNoted(address, context)
    if (base) {
      return fail(`MLflow's API is not at ${address} but at ${printable(base)}`, where, lineOf(asked, printable(base)))
    }
    return fail(
      `a server answers, but MLflow's API is not there (${printable(reason)}): it has a prefix, or a proxy changes the path`,
      where,
      `add the server's prefix, its MLFLOW_STATIC_PREFIX: ${lineOf(asked, `${address.replace(/\/+$/, '')}/PREFIX`)}`,
    )
  },
  run: ({ address }) => ok(`the API is below ${address}`),
})

/** The address that a server of this user has noted for the same port. */
function findNoted(address: string, { hostContext, project }: DoctorContext): string | null {
  const wanted = parseUrl(address)
  const { notes } = findRunningServers(hostContext, project)
  const found = notes.find(({ url }) => {
    const there = parseUrl(url)
    return (
      wanted && there?.port === wanted.port && isSameHost(there.host, wanted.host) && there.prefix !== wanted.prefix
    )
  })
  return found?.url ?? null
}
