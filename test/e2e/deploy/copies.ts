// Copies of manifests with something changed in them, in a folder of their own.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

export class Copies {
  readonly #folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-deploy-'))

  /** A file like the given one, with one thing in it changed: the models have to see it. */
  altered(path: string, from: string, to: string): string {
    const text = readFileSync(path, 'utf8')
    if (!text.includes(from)) throw new Error(`no ${JSON.stringify(from)} in ${path}`)
    return this.write(`${readdirSync(this.#folder).length}-${basename(path)}`, text.replace(from, to))
  }

  write(name: string, text: string): string {
    const path = join(this.#folder, name)
    writeFileSync(path, text)
    return path
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
