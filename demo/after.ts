// The same commands behind the launcher, while a job of the global account goes on in the same shell.

import { getRun, listThroughServer, type Server } from '../test/rig/mlflow-server.ts'
import { getObject, listObjects } from '../test/rig/s3.ts'
import type { Result } from '../test/rig/shell.ts'
import { runId, type Scene, serve, type } from './scene.ts'

export async function after(scene: Scene): Promise<Server> {
  const { page } = scene
  page.title('After: the same commands, each behind with-mlflow-env')
  const server = await serve(scene, 'with-mlflow-env ')

  const job = await type(scene, `python report_job.py stop >job.txt 2>&1 & job=$!`)
  const trained = await type(scene, 'with-mlflow-env python train.py')
  page.quote(trained.output.trimEnd().split('\n'))
  const reported = await type(scene, 'touch stop; wait $job; cat job.txt')
  page.quote(reported.output.trimEnd().split('\n'))

  await checkRun(scene, server, trained)
  await checkStore(scene, trained)
  const count = Number(/^(\d+) reports written/.exec(reported.output)?.[1] ?? 0)
  scene.findings.add(
    'after',
    'the global account works on in main-bucket',
    job.status === 0 && reported.status === 0 && count > 0,
    `${count} reports written and read back meanwhile`,
  )
  return server
}

async function checkRun({ findings }: Scene, server: Server, trained: Result): Promise<void> {
  const { status, metrics } = await getRun(server.url, runId(trained))
  const { accuracy = Number.NaN, log_loss: loss = Number.NaN } = metrics
  findings.add(
    'after',
    'a model is trained and logged',
    trained.status === 0 && status === 'FINISHED' && accuracy > 0.8 && loss > 0,
    `run ${status}, accuracy ${accuracy.toFixed(3)}, log loss ${loss.toFixed(3)}`,
  )
  const listed = await listThroughServer(server.url, runId(trained))
  findings.add(
    'after',
    'mlflow server reads the artifacts for its pages',
    listed.status === 200 && listed.text.includes('confusion.png'),
    `it answers ${listed.status} for the artifacts`,
  )
}

async function checkStore({ findings, page, place }: Scene, trained: Result): Promise<void> {
  const { global, mlflow } = place.store
  const modelId = /^model: models:\/(m-\w+)$/m.exec(trained.output)?.[1] ?? 'none'
  const { objects } = await listObjects(place.store, mlflow, 'mlflow-bucket')
  const keys = Object.keys(objects)
  page.line()
  page.line('mlflow-bucket, listed with the mlflow account:')
  page.quote(keys.map((key) => `${String(objects[key]).padStart(7)}  ${key}`))

  const find = (part: string, name: string) =>
    keys.find((key) => key.includes(part) && key.endsWith(`/${name}`)) ?? `no ${name}`
  const plot = find(runId(trained), 'confusion.png')
  const read = async (key: string) => (await getObject(place.store, mlflow, 'mlflow-bucket', key)).content
  const [picture, model] = [await read(plot), await read(find(modelId, 'MLmodel'))]
  findings.add(
    'after',
    'plot and model are read back from mlflow-bucket',
    picture.subarray(1, 4).toString() === 'PNG' && model.includes(`model_id: ${modelId}`),
    `a PNG of ${picture.length} bytes, an MLmodel of ${model.length}`,
  )

  const refused = await getObject(place.store, global, 'mlflow-bucket', plot)
  findings.add(
    'after',
    'the global account is refused that plot',
    keys.includes(plot) && refused.status === 403 && refused.code === 'AccessDenied',
    `${refused.status} ${refused.code}`,
  )
}
