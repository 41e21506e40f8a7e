// What the pages of one test file share: a store, an MLflow server, and moto in place of AWS. Each is started by the first
// page that needs it.
import { join } from 'node:path'
import { Cleanup } from '../cleanup.ts'
import { giveDatabase } from '../database.ts'
import { startServer } from '../mlflow-server.ts'
import { pythonBin } from '../paths.ts'
import { freePorts } from '../ports.ts'
import { makeFolder } from '../private-folder.ts'
import { type Store, startStore } from '../store.ts'
import { type Aws, startAws } from './aws.ts'

export class World {
  readonly #cleanup = new Cleanup()
  #store: Promise<Store> | undefined
  #aws: Promise<Aws> | undefined
  #server: Promise<string> | undefined

  store(): Promise<Store> {
    this.#store ??= this.#folder().then((folder) => startStore(this.#cleanup, folder))
    return this.#store
  }

  aws(): Promise<Aws> {
    this.#aws ??= this.#folder().then((folder) => startAws(this.#cleanup, folder))
    return this.#aws
  }

  /** The address of an MLflow server with the project's account, whose artifacts go through it. */
  server(): Promise<string> {
    this.#server ??= this.#startServer()
    return this.#server
  }

  end(): Promise<void> {
    return this.#cleanup.run()
  }

  #folder(): Promise<string> {
    return makeFolder(this.#cleanup, 'home')
  }

  async #startServer(): Promise<string> {
    const [{ endpoint, mlflow }, folder, [port = 0]] = await Promise.all([this.store(), this.#folder(), freePorts(1)])
    giveDatabase(join(folder, 'mlflow.db'))
    const server = await startServer(
      this.#cleanup,
      port,
      [
        join(pythonBin, 'mlflow'),
        'server',
        ...['--port', `${port}`, '--workers', '1', '--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`],
        ...['--serve-artifacts', '--artifacts-destination', `s3://${mlflow.bucket}/shared`],
      ],
      {
        cwd: folder,
        env: {
          PATH: `${pythonBin}:/usr/bin:/bin`,
          HOME: join(folder, 'home'),
          AWS_ACCESS_KEY_ID: mlflow.keyId,
          AWS_SECRET_ACCESS_KEY: mlflow.secret,
          AWS_DEFAULT_REGION: 'us-east-1',
          MLFLOW_S3_ENDPOINT_URL: endpoint,
          MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
          DO_NOT_TRACK: 'true',
        },
      },
    )
    return server.url
  }
}
