// The same script behind the launcher, while a job of the day job's account goes on in the same shell.
import { getObject, listObjects } from '../../test/rig/s3.ts'
import { type Scene, type Typed, type } from '../scene.ts'

export async function train(scene: Scene): Promise<Typed> {
  const { findings, page, place } = scene
  const { store } = place
  const list = async () => Object.keys((await listObjects(store, store.global, 'main-bucket')).objects)
  const trainings = (keys: readonly string[]) => keys.filter((key) => !key.startsWith('reports/')).length
  const before = trainings(await list())

  page.title('After: the same script, the right bucket')
  page.line('Meanwhile the day job works on in the same shell, with its own account.')
  await type(scene, 'python report_job.py stop >job.txt 2>&1 & job=$!')
  const trained = await type(scene, 'with-mlflow-env python train.py')
  const reported = await type(scene, 'touch stop; wait $job; cat job.txt')

  const { objects } = await listObjects(store, store.mlflow, 'mlflow-bucket')
  page.remark('mlflow-bucket, listed with the mlflow account:')
  const short = (key: string) => key.replace(/[0-9a-f]{26}(?=\/)/g, '…')
  page.quote(Object.entries(objects).map(([key, size]) => `${String(size).padStart(7)}  ${short(key)}`))

  const find = (name: string) => Object.keys(objects).find((key) => key.endsWith(`/${name}`)) ?? `no ${name}`
  const model = (await getObject(store, store.mlflow, 'mlflow-bucket', find('MLmodel'))).content
  const plot = (await getObject(store, store.mlflow, 'mlflow-bucket', find('confusion.png'))).content
  findings.add(
    'after',
    'model and plot are in mlflow-bucket',
    trained.status === 0 && model.includes('model_id: ') && plot.subarray(1, 4).toString() === 'PNG',
    `${model.length}, ${plot.length} bytes`,
  )
  const now = trainings(await list())
  findings.add('after', 'main-bucket gets nothing of it', now === before, `${now} objects, as before`)
  const refused = await getObject(store, store.global, 'mlflow-bucket', find('confusion.png'))
  findings.add(
    'after',
    "the shell's account can't read the plot",
    refused.status === 403 && refused.code === 'AccessDenied',
    `${refused.status} ${refused.code}`,
  )
  const count = Number(/^(\d+) reports written/.exec(reported.output)?.[1] ?? 0)
  findings.add(
    'after',
    'the other job keeps its account',
    reported.status === 0 && count > 0,
    `${count} reports meanwhile`,
  )
  return trained
}
