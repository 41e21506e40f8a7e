// A HOME and a project in a temporary folder, made for one case.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Paths relative to the folder → contents. A name that ends with a slash is an empty folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>

export interface Sandbox {
  readonly folder: string
  readonly home: string
  /** The root of a git repository. */
  readonly project: string
  /** Writes more files. */
  add(files: Files): void
  remove(): void
}

/** Makes `home/`, `outer/project/` with `.git`, and the files. */
export function makeSandbox(files: Files): Sandbox {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-oracle-')))
  const project = join(folder, 'outer', 'project')
  for (const inside of ['home', 'outer/project/.git']) mkdirSync(join(folder, inside), { recursive: true })
  const add = (more: Files) => {
    for (const [path, content] of Object.entries(more)) write(join(folder, path), content)
  }
  add(files)
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  return { folder, home: join(folder, 'home'), project, add, remove }
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(path.endsWith('/') ? path : dirname(path), { recursive: true })
  if (!path.endsWith('/')) writeFileSync(path, content, { mode: 0o600 })
}

/** A `.env` file with one statement for each variable; only what could be read as something else is quoted. */
export function envText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${/[\s\x00-\x1f]/.test(value) ? `'${value}'` : value}\n`)
    .join('')
}
