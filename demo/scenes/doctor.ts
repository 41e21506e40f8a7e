// The doctor on the project as it now is, with its server.
import { type Scene, type } from '../scene.ts'

export async function doctor(scene: Scene): Promise<void> {
  const { findings, page } = scene
  page.title('The doctor again: can it train?')
  const { status, output } = await type(scene, 'with-mlflow-env doctor', { first: 24, withLast: true })
  const count = (word: string) => output.match(new RegExp(`^ {2}${word}\\b`, 'gm'))?.length ?? 0
  findings.add(
    'after',
    'doctor finds nothing that fails',
    status === 0 && count('ok') > 0 && count('fail') === 0,
    `${count('ok')} ok, ${count('warn')} warned`,
  )
}
