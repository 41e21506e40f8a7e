// The scenes, in their order.

import type { Scene, Typed } from './scene.ts'
import { brokenSetting } from './scenes/broken-setting.ts'
import { config } from './scenes/config.ts'
import { doctor } from './scenes/doctor.ts'
import { init } from './scenes/init.ts'
import { inputs } from './scenes/inputs.ts'
import { next } from './scenes/next.ts'
import { refused } from './scenes/refused.ts'
import { runPage } from './scenes/run-page.ts'
import { server } from './scenes/server.ts'
import { train } from './scenes/train.ts'
import { verdict } from './scenes/verdict.ts'
import { withServer } from './scenes/with-server.ts'
import { wrongBucket } from './scenes/wrong-bucket.ts'

export interface Told {
  /** The run's page. */
  readonly address: string
  readonly env: Typed
  /** Without the launcher. */
  readonly before: Typed | null
  readonly after: Typed
}

/** @param withBefore whether it shows what happens without the launcher, too */
export async function tell(scene: Scene, withBefore: boolean): Promise<Told> {
  const environment = await scene.shell.environment()
  const env = await inputs(scene)
  const before = withBefore ? await wrongBucket(scene) : null
  if (withBefore) await refused(scene)
  await init(scene)
  await brokenSetting(scene)
  const url = await server(scene)
  await doctor(scene)
  await config(scene)
  await withServer(scene)
  const after = await train(scene)
  const address = await runPage(scene, url, after)
  await verdict(scene, environment)
  next(scene)
  return { address, env, before, after }
}
