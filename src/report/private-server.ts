import { ACCESS_VARIABLES, type RunWithServer } from '../configure/command-with-server.ts'
import { KEY_VARIABLE } from '../mlflow/handed-key.ts'
import { findOtherServers, PRIVATE_VARIABLE, reachedDirectly } from '../mlflow/other-server.ts'
import { findLeftOut } from '../mlflow/private-server-environment.ts'
import { nameOf } from '../model/origin.ts'
import { ownVariable } from '../options/option.ts'

/** What `--with-server` leaves out, because it belongs to another server, and adds. Names and reasons, no values. */
export interface PrivateServerChange {
  readonly server: readonly NameAndReason[]
  readonly command: readonly NameAndReason[]
  /** What the command gets to reach its server, also past a proxy. */
  readonly set: readonly NameAndReason[]
}

export interface NameAndReason {
  readonly name: string
  readonly reason: string
}

/** What is left out and added because of a private server, among all that the changes of the run do. */
export function findPrivateServerChange({ parent, ofServer, server, ofCommand }: RunWithServer): PrivateServerChange {
  const { set, unset, withheld } = ofCommand.change
  const withoutThem = [...unset.keys(), ...withheld.map(({ origin }) => nameOf(origin))]
  const direct = reachedDirectly(server.settings.host.value)
  const reasons = Array.from(set, ([name, { reason }]) => [name, reason] as const)
  return {
    server: sorted(findLeftOut(parent, ofServer.change)),
    command: sorted(findOtherServers(withoutThem)),
    set: sorted(reasons.filter(([name, reason]) => BY_LAUNCHER.includes(name) || reason === direct)),
  }
}

const BY_LAUNCHER = [
  'MLFLOW_TRACKING_URI',
  ...ACCESS_VARIABLES,
  PRIVATE_VARIABLE,
  KEY_VARIABLE,
  ownVariable('with-server'),
]

function sorted(reasons: Iterable<readonly [string, string]>): NameAndReason[] {
  return Array.from(reasons, ([name, reason]) => ({ name, reason })).sort((a, b) => (a.name < b.name ? -1 : 1))
}
