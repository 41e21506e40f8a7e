// As people run it today: the same commands without the launcher, with the shell's own AWS account.

import { listThroughServer } from '../test/rig/mlflow-server.ts'
import { listObjects } from '../test/rig/s3.ts'
import { runId, type Scene, serve, type } from './scene.ts'

export async function before(scene: Scene): Promise<void> {
  const { findings, page, place } = scene
  page.title('Before: as people run it today')
  const server = await serve(scene, '')

  const trained = await type(scene, `MLFLOW_TRACKING_URI=${server.url} python train.py`)
  const last =
    trained.output
      .trimEnd()
      .split('\n')
      .findLast((line) => line.includes('Error: ')) ?? trained.output
  page.quote([last])
  const refused = /\(AccessDenied\) when calling the PutObject operation/.test(last)
  findings.add(
    'before',
    'python train.py is refused by the store',
    trained.status !== 0 && refused,
    refused ? `AccessDenied on PutObject, exit status ${trained.status}` : `exit status ${trained.status}`,
  )

  const listed = await listThroughServer(server.url, runId(trained))
  page.line()
  page.line(`The run's page asks the server for its artifacts. The server answers ${listed.status}:`)
  page.quote([/"message": "([^"]*)"/.exec(listed.text)?.[1] ?? listed.text])
  findings.add(
    'before',
    'mlflow server is refused by the store',
    listed.status === 403 && listed.text.includes('Access Denied'),
    `it answers ${listed.status} for the artifacts`,
  )

  const { code, objects } = await listObjects(place.store, place.store.mlflow, 'mlflow-bucket')
  const count = Object.keys(objects).length
  findings.add('before', 'nothing has reached mlflow-bucket', code === 'OK' && count === 0, `${count} objects in it`)
  await server.group.stop()
}
