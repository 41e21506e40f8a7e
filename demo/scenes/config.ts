// What the launcher has decided, and why.
import { type Scene, type } from '../scene.ts'

export async function config(scene: Scene): Promise<void> {
  const { findings, page, place } = scene
  page.title('Whose account? Every value and its source')
  const { status, output } = await type(scene, 'with-mlflow-env config', { first: 30 })
  const suffix = place.store.mlflow.keyId.slice(-4)
  findings.add(
    'after',
    'config says whose keys a run gets',
    status === 0 && new RegExp(`…${suffix}\\b`).test(output) && output.includes('.env.mlflow:'),
    `…${suffix} from .env.mlflow`,
  )
}
