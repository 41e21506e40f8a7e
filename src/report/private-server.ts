import type { Configuration } from '../configure/configuration.ts'
import { findOtherServers, PRIVATE_HOST, reachDirectly } from '../mlflow/other-server.ts'
import { findLeftOut } from '../mlflow/private-server-environment.ts'
import { printable } from '../model/format.ts'
import type { Environment } from '../model/source.ts'

/** What `--with-server` leaves out, because it belongs to another server, and adds. Names and reasons, no values. */
export interface PrivateServerChange {
  readonly server: readonly NameAndReason[]
  readonly command: readonly NameAndReason[]
  /** What the command gets so that no proxy is between it and the server. */
  readonly set: readonly NameAndReason[]
}

interface NameAndReason {
  readonly name: string
  readonly reason: string
}

/** What `--with-server` leaves out and adds; null without it. */
export function findPrivateServerChange(
  { options, change }: Configuration,
  parent: Environment,
): PrivateServerChange | null {
  if (options.withServer === null) return null
  const names = new Set([...Object.keys(parent), ...change.set.keys()])
  const direct = Array.from(reachDirectly(parent, change, PRIVATE_HOST).set)
  return {
    server: sorted(findLeftOut(parent, change)),
    command: sorted(findOtherServers(names)),
    set: sorted(
      direct.flatMap(([name, setting]) => (change.set.get(name) === setting ? [] : [[name, setting.reason]])),
    ),
  }
}

/** The same as lines of `config`. */
export function privateServerLines(found: PrivateServerChange | null): string[] {
  if (!found) return []
  const section = (title: string, rows: readonly NameAndReason[]) =>
    rows.length === 0 ? [] : [title, ...rows.map(({ name, reason }) => `    ${printable(name)}: ${reason}`)]
  return [
    ...section('  Left out by the private server:', found.server),
    ...section("  Left out of its command's environment:", found.command),
    ...section("  Set in its command's environment:", found.set),
  ]
}

function sorted(reasons: Iterable<readonly [string, string]>): NameAndReason[] {
  return Array.from(reasons, ([name, reason]) => ({ name, reason })).sort((a, b) => (a.name < b.name ? -1 : 1))
}
