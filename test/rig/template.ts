// Something that takes seconds to create and is the same for every test. It is kept until the installed Python changes.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pythonBin, root } from './paths.ts'

const directory = join(root, '.build', 'databases')

export interface Template {
  readonly path: string
  /** Has it created, at the path that `create` gets, unless it is there. */
  make(create: (path: string) => Promise<void>): Promise<void>
}

/** @param source what it is created with, besides the installed Python */
export function template(name: string, source: Buffer): Template {
  const made = readFileSync(join(pythonBin, '..', '.made-from'))
  const hash = createHash('sha256').update(made).update(source).digest('hex').slice(0, 16)
  const path = join(directory, `${name}-${hash}`)
  return { path, make: (create) => make(name, path, create) }
}

async function make(name: string, path: string, create: (path: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return
  mkdirSync(directory, { recursive: true })
  for (const old of readdirSync(directory).filter((file) => file.startsWith(`${name}-`))) {
    rmSync(join(directory, old), { recursive: true, force: true })
  }
  // At its own path it is complete.
  const unfinished = `${path}.${process.pid}`
  await create(unfinished)
  renameSync(unfinished, path)
}
