// The project's account under names that no shell has.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type Scene, show, type } from '../scene.ts'

export async function init(scene: Scene): Promise<void> {
  const { findings, page, place } = scene
  page.title("After: the project's account, once and for all")
  page.line('The keys come from .env. --endpoint is needed because this store is not AWS.')
  const line = `with-mlflow-env init --yes --bucket mlflow-bucket --region us-east-1 --endpoint ${place.store.endpoint}`
  const { status } = await type(scene, line)
  await show(scene, `grep -v -e '^#' -e '^$' .env.mlflow`)

  const mode = (statSync(join(place.project, '.env.mlflow'), { throwIfNoEntry: false })?.mode ?? 0) & 0o777
  const ignored = await scene.shell.run('git check-ignore .env.mlflow')
  findings.add(
    'after',
    'init keeps the keys private, out of git',
    status === 0 && mode === 0o600 && ignored.status === 0,
    `mode ${mode.toString(8)}, ${ignored.status === 0 ? 'ignored' : 'not ignored'}`,
  )
}
