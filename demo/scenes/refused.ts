// What people see on a better day: the right bucket, still with the shell's keys.
import { type Scene, type } from '../scene.ts'

export async function refused(scene: Scene): Promise<void> {
  const { findings, page } = scene
  page.title('Before: the right bucket by hand, and it is refused')
  const line = 'AWS_S3_BUCKET=mlflow-bucket python train.py --experiment again'
  const { status, output } = await type(scene, line)
  const isRefused = /\(AccessDenied\) when calling the PutObject operation/.test(output)
  findings.add(
    'before',
    'naming mlflow-bucket by hand is refused',
    status !== 0 && isRefused,
    isRefused ? `AccessDenied, exit ${status}` : `status ${status}`,
  )
  page.remark('The experiment iris keeps main-bucket as its place for good, so it has to go:')
  await type(scene, 'rm mlflow.db')
}
