import type { EnvFile } from '../dotenv/env-file.ts'
import { findPythonFiles } from '../env-files/python-dotenv-search.ts'
import { type ReadFile, readEnvFile } from '../env-files/read.ts'
import type { HostContext } from '../model/host-context.ts'
import type { Arguments } from '../options/arguments.ts'
import { type ChosenFiles, chooseFiles } from './choose-files.ts'

/**
 * What a run is resolved from. The files are read once, because a pipe (`--env-file <(command)`) can be read only once;
 * to resolve the same run with other options or another environment, replace `args` or `hostContext`.
 */
export interface Inputs {
  readonly hostContext: HostContext
  readonly args: Arguments
  readonly chosen: ChosenFiles
  /** The texts of the chosen files, the one that wins first. */
  readonly texts: readonly ReadFile[]
  /** Variables of the environment that no file overrides: the launcher itself has set them. */
  readonly pinned?: readonly string[]
  /** Files that Python would find by itself, besides those read. */
  readonly others: readonly EnvFile[]
}

/** @throws {LauncherError} conflicting-options, invalid-option-value, and those of `readEnvFile` */
export function readInputs(hostContext: HostContext, args: Arguments): Inputs {
  const chosen = chooseFiles(hostContext, args)
  const texts = chosen.paths.map((path) => readEnvFile(hostContext, path, chosen.named))
  return { hostContext, args, chosen, texts, others: findPythonFiles(hostContext, args.rest, chosen.paths) }
}
