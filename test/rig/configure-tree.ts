// A configuration that is resolved from real files in a temporary folder.
import { join } from 'node:path'
import { applyChange } from '../../src/child-env/change.ts'
import { configure } from '../../src/configure/index.ts'
import { parseArguments } from '../../src/options/parse.ts'
import { hostContextIn, type Tree, temporaryTree } from './temporary-tree.ts'

export const KEYS = 'MLFLOW_AWS_ACCESS_KEY_ID=projectid\nMLFLOW_AWS_SECRET_ACCESS_KEY=projectsecret\n'

export function start(tree: Tree, words: readonly string[] = [], env: Record<string, string> = {}) {
  const top = temporaryTree({ cwd: null, home: null, '.git': null, ...tree })
  const world = hostContextIn(join(top, 'cwd'), { home: join(top, 'home'), env })
  const run = () => configure(world, parseArguments(words))
  return { top, world, run }
}

export function child(tree: Tree, words: readonly string[] = [], env: Record<string, string> = {}) {
  const configuration = start(tree, words, env).run()
  return applyChange(env, configuration.change)
}
