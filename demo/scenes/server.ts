// The project's server, in a second terminal with the same environment as the first.
import { startGroup } from '../../test/rig/process-group.ts'
import type { Scene } from '../scene.ts'
import { type Excerpt, excerpt } from '../terminal/excerpt.ts'

/** The launcher's own lines. */
const LAUNCHER: Excerpt = {
  first: 20,
  without: { isOne: (line) => !/^(?:MLflow |with-mlflow-env: | {2}[A-Z][\w ]+: )/.test(line), name: "MLflow's own" },
}

/** @returns its address */
export async function server({ cleanup, page, place, printed }: Scene): Promise<string> {
  page.title("The project's server, in a second terminal")
  const line = `with-mlflow-env server --port ${place.port} --workers 1`
  page.command(line)
  const group = await startGroup(cleanup, '/bin/sh', ['-c', `exec ${line}`], {
    env: place.shell,
    cwd: place.project,
    onOutput: (text) => printed.push(text),
  })
  const [, url = ''] = await page.during('MLflow starts', group.waitFor(/ is ready at (\S+)/, 150_000))
  page.quote(excerpt(group.output(), LAUNCHER))
  return url
}
