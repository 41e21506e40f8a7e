import { parse } from 'dotenv'
import { displayPath } from '../../host/display-path.ts'
import * as host from '../../host/index.ts'
import { reasonOf } from '../../host/reason.ts'
import { initDiagnostics } from './diagnostics.ts'
import type { Effects } from './effects/effects.ts'
import { type Done, ruleOf } from './ignore.ts'
import { exampleText } from './plan/example.ts'
import type { InitProject } from './project.ts'
import type { Settings } from './settings/variables.ts'

/** Writes the file for the repository, if there is none. */
export async function addExample(
  cwd: string,
  { path, folder }: InitProject,
  values: Settings,
  effects: Effects,
): Promise<Done> {
  const example = `${path}.example`
  const display = displayPath(cwd, example)
  try {
    if (host.lstat(example)) return { said: [], warnings: [] }
    effects.createFile(
      example,
      exampleText((name) => values.get(name)?.value, parse),
    )
  } catch (error) {
    const reason = reasonOf(error)
    return { said: [], warnings: [initDiagnostics.warning('example-not-written', null, { display, reason })] }
  }
  const rule = await ruleOf((...words) => effects.git(folder, ...words), host.basename(example))
  return {
    said: [`Wrote ${display} for the repository, without secrets`],
    warnings: rule === null ? [] : [initDiagnostics.notice('example-ignored', null, { display, rule })],
  }
}
