// The doctor on the project as it now is, with its server.
import { type Scene, type } from '../scene.ts'

export async function doctor(scene: Scene): Promise<void> {
  const { findings, page } = scene
  page.title('The doctor again: can it train?')
  const { status, output } = await type(scene, 'with-mlflow-env doctor', { first: 50 })
  findings.add(
    'after',
    'doctor finds nothing that fails',
    status === 0 && !/^ {2}fail\b/m.test(output),
    `${output.match(/^ {2}ok\b/gm)?.length ?? 0} checks are ok`,
  )
}
