import type { Client, ClientConfig } from 'pg'
import type { Environment } from '../../model/source.ts'
import { mayTryOther } from './failure.ts'
import { type Transport, transportsOf } from './tls.ts'
import type { PostgresqlUri } from './uri.ts'

const CONNECT_SECONDS = 10

/** One connection to a database, which is made when it is needed, and made again after it failed. */
export class Connection {
  readonly #uri: PostgresqlUri
  readonly #env: Environment
  #client: Promise<Client> | null = null

  constructor(uri: PostgresqlUri, env: Environment) {
    this.#uri = uri
    this.#env = env
  }

  /** @throws an error of pg's, of the system's or of `transportsOf`; the connection is given up then */
  async run<T>(work: (client: Client) => Promise<T>): Promise<T> {
    this.#client ??= this.#connect()
    const connecting = this.#client
    try {
      return await work(await connecting)
    } catch (error) {
      if (this.#client === connecting) this.#client = null
      connecting.then(end, () => {})
      throw error
    }
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await client?.then(end, () => {})
  }

  async #connect(): Promise<Client> {
    const isSocket = this.#uri.host?.startsWith('/') ?? false
    const transports = isSocket ? [false as const] : transportsOf(this.#uri.parameters, this.#env.PGSSLMODE)
    const [first = false, second] = transports
    try {
      return await this.#attempt(first)
    } catch (error) {
      if (second === undefined || !mayTryOther(error)) throw error
      return this.#attempt(second)
    }
  }

  async #attempt(ssl: Transport): Promise<Client> {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ ...configOf(this.#uri), ssl })
    // Without a listener the end of an idle connection would end the process. The next query fails, and connects again.
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      end(client)
      throw error
    }
  }
}

/** What the URI does not name is left to pg, which asks PGUSER and its like. */
function configOf({ host, port, user, password, database, parameters }: PostgresqlUri): ClientConfig {
  const seconds = Number(parameters.get('connect_timeout') ?? CONNECT_SECONDS)
  return {
    ...(host !== null && { host }),
    ...(port !== null && { port }),
    ...(user !== null && { user }),
    ...(password !== null && { password: password.reveal() }),
    ...(database !== null && { database }),
    ...(parameters.has('options') && { options: parameters.get('options') }),
    application_name: parameters.get('application_name') ?? 'with-mlflow-env keys',
    connectionTimeoutMillis: (seconds > 0 ? seconds : CONNECT_SECONDS) * 1000,
    keepAlive: true,
  }
}

async function end(client: Client): Promise<void> {
  // A connection that is broken ends at once; nobody waits for the answer of one that is not.
  await client.end().catch(() => {})
}
