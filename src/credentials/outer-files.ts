import { type Environment, find, findIn, type Source } from '../model/source.ts'

/**
 * The variable by which a launcher tells another one inside which settings come from its project's files, and not from the
 * user: a hash of the project's folder, then `NAME=hash of the value` for each. A value that was changed since is somebody's
 * own.
 */
export const FILES_VARIABLE = 'WITH_MLFLOW_ENV_FROM_FILES'

/** What belongs to a project rather than to a person or a machine. `MLFLOW_AWS_*` never reach a command. */
function isShared(name: string): boolean {
  if (name.startsWith('MLFLOW_')) return !name.startsWith('MLFLOW_AWS_')
  return name === 'BACKEND_STORE_URI' || name === 'DEFAULT_ARTIFACT_ROOT'
}

export interface OuterFiles {
  /** A hash of the outer project's folder. */
  readonly project: string
  /** Variables that still have the value of the outer project's files. */
  readonly names: ReadonlySet<string>
}

/** What an outer launcher took from its project's files; null if there is none, or if it read no file. */
export function readOuterFiles(env: Environment): OuterFiles | null {
  const [project, ...pairs] = env[FILES_VARIABLE]?.split(' ') ?? []
  if (!project) return null
  const names = pairs.flatMap((pair) => {
    const [name = '', hash] = pair.split('=')
    const value = Object.hasOwn(env, name) ? env[name] : undefined
    return value !== undefined && isShared(name) && hashOfSetting(name, value) === hash ? [name] : []
  })
  return { project, names: new Set(names) }
}

/** Whether the files of this run are those of another project than the outer launcher's. */
export function isOtherProject(outer: OuterFiles | null, files: readonly Source[], project: string): boolean {
  return outer !== null && files.length > 0 && outer.project !== hashOf(project)
}

/** What this run tells a launcher inside; null if it has nothing from files. */
export function describeFiles(env: Environment, sources: readonly Source[], project: string): string | null {
  const outer = readOuterFiles(env)
  const files = sources.filter(({ kind }) => kind === 'file')
  const candidates = new Set([...files.flatMap((file) => Array.from(file.names())), ...(outer?.names ?? [])])
  const pairs = Array.from(candidates)
    .filter(isShared)
    .sort()
    .flatMap((name) => {
      const found = find(sources, name)
      if (!found || (found.origin.kind !== 'file' && !outer?.names.has(name))) return []
      return [`${name}=${hashOfSetting(name, found.value)}`]
    })
  const folder = files.length > 0 ? hashOf(project) : outer?.project
  return folder === undefined ? null : [folder, ...pairs].join(' ')
}

/** Variables of an outer project's files that this run does not use, so that its command must not have them. */
export function findLeftOver(env: Environment, sources: readonly Source[]): string[] {
  const names = Array.from(readOuterFiles(env)?.names ?? [])
  return names.filter((name) => !sources.some((source) => findIn(source, name)))
}

/** Of a value that may be a password not even a hash is told: whatever it is inside, it is the outer project's. */
const MAY_BE_SECRET = ['PASSWORD', 'TOKEN', 'SECRET', 'KEY']

/** FNV-1a: enough to see whether a value is still the same, and much faster to have than a hash of Node's. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}

function hashOfSetting(name: string, value: string): string {
  const upper = name.toUpperCase()
  return MAY_BE_SECRET.some((word) => upper.includes(word)) || value.includes('@') ? '' : hashOf(value)
}
