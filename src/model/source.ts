import type { Sourced } from './origin.ts'

/** An environment as a value. */
export type Environment = Readonly<Record<string, string>>

/** What a source tells of the file behind it. */
export interface SourceFile {
  readonly path: string
  /** The path as a person in the working directory would write it. */
  readonly display: string
  /** The variables that the file sets, an empty one too, in its order. */
  readonly entries: ReadonlyMap<string, Sourced>
  /** Names that are in the file without `=`: Python sets nothing. */
  readonly unassigned: ReadonlyMap<string, Sourced>
}

/** One place that variables come from. Sources are kept in an ordered list, the highest first. */
export interface Source {
  readonly kind: 'environment' | 'file'
  /** The variable as this source has it, an empty one too. */
  get(name: string): Sourced | undefined
  names(): Iterable<string>
  /** The file behind it, for a source that is one. */
  readonly file?: SourceFile
}

export function environmentSource(env: Environment): Source {
  return {
    kind: 'environment',
    get: (name) => {
      const value = Object.hasOwn(env, name) ? env[name] : undefined
      return value === undefined ? undefined : { value, origin: { kind: 'environment', name } }
    },
    names: () => Object.keys(env),
  }
}

export function fileSource(file: SourceFile): Source {
  return { kind: 'file', file, get: (name) => file.entries.get(name), names: () => file.entries.keys() }
}

/** One source's value of a name; an empty one is none. */
export function findIn(source: Source, name: string): Sourced | undefined {
  const found = source.get(name)
  return found?.value ? found : undefined
}

/** The sources in their order: the environment is the highest, unless the files override it. */
export function orderSources(environment: Source, files: readonly Source[], override: boolean): Source[] {
  return override ? [...files, environment] : [environment, ...files]
}

/** The real environment among the sources. */
export function findEnvironment(sources: readonly Source[]): Source | undefined {
  return sources.find((source) => source.kind === 'environment')
}

/** The highest source's value of a name. Empty means absent: a lower source fills it. */
export function find(sources: readonly Source[], name: string): Sourced | undefined {
  return findEach(sources, name).find((found) => found.value !== '')
}

/** What every source has under a name, the highest first, empty values too. */
export function findEach(sources: readonly Source[], name: string): Sourced[] {
  return sources.flatMap((source) => source.get(name) ?? [])
}
