import type { EnvFile } from '../dotenv/env-file.ts'
import { findPythonFiles } from '../env-files/python-dotenv-search.ts'
import { type ReadFile, readEnvFile } from '../env-files/read.ts'
import type { World } from '../model/host-context.ts'
import type { Arguments } from '../options/arguments.ts'
import { type ChosenFiles, chooseFiles } from './choose-files.ts'

/**
 * What a run is resolved from. The files are read once, because a pipe (`--env-file <(command)`) can be read only once;
 * to resolve the same run with other options or another environment, replace `args` or `world`.
 */
export interface Inputs {
  readonly world: World
  readonly args: Arguments
  readonly chosen: ChosenFiles
  /** The texts of the chosen files, the one that wins first. */
  readonly texts: readonly ReadFile[]
  /** Files that Python would find by itself, besides those read. */
  readonly others: readonly EnvFile[]
}

/** @throws {LauncherError} conflicting-options, invalid-option-value, and those of `readEnvFile` */
export function readInputs(world: World, args: Arguments): Inputs {
  const chosen = chooseFiles(world, args)
  const texts = chosen.paths.map((path) => readEnvFile(world, path, chosen.named))
  return { world, args, chosen, texts, others: findPythonFiles(world, args.rest, chosen.paths) }
}
