import type { RunWithServer } from '../configure/command-with-server.ts'
import { printable } from '../model/format.ts'
import { accountRows, changeLines } from './config-rows.ts'
import { findPrivateServerChange, type NameAndReason } from './private-server.ts'
import { serverBlockText } from './server-settings.ts'

/** What `config` says about the command of a private server, and about the server, below the configuration. */
export function privateServerText(run: RunWithServer): string {
  const { ofServer, server } = run
  const { set, server: leftOut } = findPrivateServerChange(run)
  const names = new Set(leftOut.map(({ name }) => name))
  const unset = new Map([...server.change.unset].filter(([name]) => !names.has(name)))
  const lines = [
    ...accountRows(ofServer),
    ...changeLines({ unset, withheld: [] }, "the private server's environment"),
    ...section('Left out by the private server:', leftOut),
  ]
  const ofCommand = section("Set in the command's environment to reach its server:", set)
  return `${joined(ofCommand)}${serverBlockText(server.settings, 'Private Server:')}${joined(lines)}`
}

const joined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

function section(title: string, rows: readonly NameAndReason[]): string[] {
  return rows.length === 0 ? [] : [`  ${title}`, ...rows.map(({ name, reason }) => `    ${printable(name)}: ${reason}`)]
}
