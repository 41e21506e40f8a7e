import { join } from 'node:path'
import { findCommand } from '../host/find-command.ts'
import { isRegularFile } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import {
  chooseInstaller,
  type Installer,
  type PackagingFacts,
  PROJECT_TOOLS,
  type ProjectToolName,
} from '../mlflow/installer.ts'
import type { Environment } from '../model/source.ts'

/** Where somebody would install packages. */
export interface InstallPlace {
  /** Whose PATH is searched for uv. */
  readonly env: Environment
  readonly cwd: string
  /** The project's directory. */
  readonly project: string
}

/** What installs packages for a Python. */
export function findInstaller(python: string, facts: PackagingFacts, place: InstallPlace): Installer {
  const folders = [...new Set([place.project, place.cwd])]
  return chooseInstaller({ ...facts, python, folders, tool: findProjectTool(folders), hasUv: hasUv(place) })
}

/** Whether a command may name uv. */
export function hasUv({ env, cwd }: Pick<InstallPlace, 'env' | 'cwd'>): boolean {
  return findCommand('uv', cwd, env.PATH).kind === 'found'
}

/** Longer than any `pyproject.toml` of a person. */
const MAX_BYTES = 256 * 1024

/** The tool that a project keeps its packages with, by its files. */
export function findProjectTool(folders: readonly string[]): ProjectToolName | null {
  const tools = Object.entries(PROJECT_TOOLS) as [ProjectToolName, (typeof PROJECT_TOOLS)[ProjectToolName]][]
  const tables = folders.map((folder) => readTables(join(folder, 'pyproject.toml')))
  const found = tools.find(
    ([, { files, table }]) =>
      folders.some((folder) => files.some((name) => isRegularFile(join(folder, name)))) ||
      tables.some((names) => table !== null && names.some((name) => name === table || name.startsWith(`${table}.`))),
  )
  return found?.[0] ?? null
}

/** The names of a file's tables. */
function readTables(path: string): string[] {
  const bytes = isRegularFile(path) ? host.readHead(path, MAX_BYTES) : null
  if (bytes === null) return []
  return Array.from(host.decodeUtf8(bytes).matchAll(/^[ \t]*\[\[?[ \t]*([\w.-]+)[ \t]*\]/gm), ([, name = '']) => name)
}

/** Reads what a Python said. What it does not say is the usual. */
export function parsePackagingFacts(response: Readonly<Record<string, unknown>>): PackagingFacts {
  return {
    hasPip: response.hasPip === true,
    hasEnsurepip: response.hasEnsurepip === true,
    isExternallyManaged: response.isExternallyManaged === true,
    isEnvironment: response.isEnvironment === true,
  }
}
