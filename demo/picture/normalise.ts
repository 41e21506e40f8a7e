// What differs from run to run is replaced, so that the picture changes only if what it shows has changed.
import type { DeveloperMachine } from '../../test/rig/developer-machine.ts'

export function normalise(output: string, { folder, port, store }: DeveloperMachine): string {
  const { global, mlflow } = store
  return output
    .replaceAll(global.secret, '********')
    .replaceAll(mlflow.secret, '********')
    .replaceAll(global.keyId, '…WORK')
    .replaceAll(mlflow.keyId, '…1LAB')
    .replaceAll(`…${global.keyId.slice(-4)}`, '…WORK')
    .replaceAll(`…${mlflow.keyId.slice(-4)}`, '…1LAB')
    .replaceAll(store.endpoint, 'http://127.0.0.1:9000')
    .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:5000')
    .replaceAll(folder, '~')
    .replace(/\b[0-9a-f]{32}\b/g, '4ed06df4…')
}
