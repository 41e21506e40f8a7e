import { applyChange } from '../child-env/change.ts'
import { type ChosenFiles, chooseFiles, projectFolder } from '../configure/choose-files.ts'
import { resolveRun } from '../configure/index.ts'
import { findPythonFiles } from '../env-files/python-dotenv-search.ts'
import { readEnvFile } from '../env-files/read.ts'
import { displayPath } from '../host/display-path.ts'
import { type Diagnostic, isLauncherError } from '../model/diagnostic.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Environment } from '../model/source.ts'
import type { Arguments } from '../options/arguments.ts'
import { inspectWrappers } from '../wrappers/index.ts'
import type { ProjectFile, ResolvedRun } from './context.ts'

/** What the project's files and the environment say, however much of it is wrong. */
export interface Project {
  readonly chosen: ChosenFiles | null
  readonly files: readonly ProjectFile[]
  readonly run: ResolvedRun
  readonly project: string
  /** The command's environment; the launcher's own if the run would be refused. */
  readonly env: Environment
}

/** Reads what a run reads, and resolves it. A refusal is a result like any other. Each file is read once. */
export function readProject(hostContext: HostContext, args: Arguments): Project {
  const chosen = attempt(() => chooseFiles(hostContext, args))
  const files = chosen.value ? readFiles(hostContext, chosen.value) : []
  const refusal = chosen.refusal ?? files.find((file) => file.refusal)?.refusal ?? null
  const run: ResolvedRun =
    chosen.value && !refusal
      ? resolve(hostContext, args, chosen.value, files)
      : { configuration: null, refusal: refusal ?? unknown() }
  return {
    chosen: chosen.value,
    files,
    run,
    project: chosen.value ? projectFolder(hostContext, chosen.value) : hostContext.cwd,
    env: run.configuration ? applyChange(hostContext.env, run.configuration.change) : hostContext.env,
  }
}

function unknown(): never {
  throw new TypeError('what was not chosen was refused')
}

function resolve(
  hostContext: HostContext,
  args: Arguments,
  chosen: ChosenFiles,
  files: readonly ProjectFile[],
): ResolvedRun {
  const texts = files.flatMap(({ read }) => read ?? [])
  const resolved = attempt(() => {
    const others = findPythonFiles(hostContext, [], chosen.paths)
    return inspectWrappers(hostContext, resolveRun({ hostContext, args, chosen, texts, others }), [])
  })
  return resolved.value
    ? { configuration: resolved.value, refusal: null }
    : { configuration: null, refusal: resolved.refusal }
}

function readFiles(hostContext: HostContext, { paths, named }: ChosenFiles): ProjectFile[] {
  return paths.map((path) => {
    const read = attempt(() => readEnvFile(hostContext, path, named))
    return { path, display: displayPath(hostContext.cwd, path), read: read.value, refusal: read.refusal }
  })
}

type Attempt<Value> =
  | { readonly value: Value; readonly refusal: null }
  | { readonly value: null; readonly refusal: Diagnostic }

function attempt<Value>(act: () => Value): Attempt<Value> {
  try {
    return { value: act(), refusal: null }
  } catch (error) {
    if (isLauncherError(error)) return { value: null, refusal: error.diagnostic }
    throw error
  }
}
