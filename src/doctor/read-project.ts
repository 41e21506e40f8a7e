import { applyChange } from '../child-env/change.ts'
import { type ChosenFiles, chooseFiles, projectFolder } from '../configure/choose-files.ts'
import { resolveRun } from '../configure/index.ts'
import type { Inputs } from '../configure/inputs.ts'
import { findPythonFiles } from '../env-files/python-dotenv-search.ts'
import { readEnvFile } from '../env-files/read.ts'
import { displayPath } from '../host/display-path.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Arguments } from '../options/arguments.ts'
import { inspectWrappers } from '../wrappers/index.ts'
import { attempt } from './attempt.ts'
import type { Project, ProjectFile, ResolvedRun } from './context.ts'
import { findRefusals } from './find-refusals.ts'
import { findScripts, type Script } from './find-scripts.ts'

/** Reads what a run reads, and resolves it. A refusal is a result like any other. Each file is read once. */
export function readProject(hostContext: HostContext, args: Arguments): Project {
  const chosen = attempt(() => chooseFiles(hostContext, args))
  const files = chosen.value ? readFiles(hostContext, chosen.value) : []
  const refusal = chosen.refusal ?? files.find((file) => file.refusal)?.refusal ?? null
  const project = chosen.value ? projectFolder(hostContext, chosen.value) : hostContext.cwd
  const scripts = findScripts(project)
  const run: ResolvedRun =
    chosen.value && !refusal
      ? resolve({ hostContext, args, chosen: chosen.value, files, scripts })
      : { configuration: null, refusal: refusal ?? unknown(), refusals: [refusal ?? unknown()] }
  return {
    chosen: chosen.value,
    files,
    run,
    project,
    scripts,
    env: run.configuration ? applyChange(hostContext.env, run.configuration.change) : hostContext.env,
  }
}

function unknown(): never {
  throw new TypeError('what was not chosen was refused')
}

interface Found extends Pick<Inputs, 'hostContext' | 'args' | 'chosen'> {
  readonly files: readonly ProjectFile[]
  readonly scripts: readonly Script[]
}

function resolve({ hostContext, args, chosen, files, scripts }: Found): ResolvedRun {
  const texts = files.flatMap(({ read }) => read ?? [])
  const loading = scripts.filter(({ text }) => text.includes('dotenv')).map(({ path }) => path)
  // As for a run of each script that loads a file by itself.
  const others = findPythonFiles(hostContext, ['python', ...loading], chosen.paths)
  const inputs = { hostContext, args, chosen, texts, others }
  const resolved = attempt(() => inspectWrappers(hostContext, resolveRun(inputs), []))
  if (resolved.value) return { configuration: resolved.value, refusal: null }
  return { configuration: null, refusal: resolved.refusal, refusals: findRefusals(inputs, resolved.refusal) }
}

function readFiles(hostContext: HostContext, { paths, named }: ChosenFiles): ProjectFile[] {
  return paths.map((path) => {
    const read = attempt(() => readEnvFile(hostContext, path, named))
    return { path, display: displayPath(hostContext.cwd, path), read: read.value, refusal: read.refusal }
  })
}
