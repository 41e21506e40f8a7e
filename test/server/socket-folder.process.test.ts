import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pidNamespace } from '../../src/host/pid-namespace.ts'
import { makeSocketFolder } from '../../src/server/socket-folder.ts'
import { temporaryTree } from '../rig/temporary-tree.ts'

const GONE = 2_147_483_646

function privateFolder(): string {
  const folder = temporaryTree()
  chmodSync(folder, 0o700)
  return folder
}

describe('the folder of a socket', () => {
  it('is in the runtime folder, for its user alone, and goes with what is around it', () => {
    const runtime = privateFolder()
    const made = makeSocketFolder({ XDG_RUNTIME_DIR: runtime }, process.pid)
    expect(dirname(made.path)).toBe(join(runtime, 'with-mlflow-env'))
    expect(dirname(made.socket)).toBe(made.path)
    expect(statSync(made.path).mode & 0o777).toBe(0o700)
    made.remove()
    made.remove()
    expect(readdirSync(runtime)).toEqual([])
  })

  it('is in the directory for temporary files if others can enter the runtime directory', () => {
    const [runtime, temporary] = [temporaryTree(), privateFolder()]
    chmodSync(runtime, 0o755)
    const made = makeSocketFolder({ XDG_RUNTIME_DIR: runtime, TMPDIR: temporary }, process.pid)
    expect(made.path.startsWith(join(temporary, 'with-mlflow-env-'))).toBe(true)
    made.remove()
  })

  it('has a short path, wherever the runtime directory is', () => {
    const runtime = join(privateFolder(), 'a'.repeat(60))
    mkdirSync(runtime, { mode: 0o700 })
    const made = makeSocketFolder({ XDG_RUNTIME_DIR: runtime, TMPDIR: runtime }, process.pid)
    expect(Buffer.byteLength(made.socket)).toBeLessThanOrEqual(101)
    expect(statSync(made.path).mode & 0o777).toBe(0o700)
    expect(readdirSync(runtime).flatMap((name) => readdirSync(join(runtime, name)))).toEqual([])
    made.remove()
    expect(existsSync(made.path)).toBe(false)
  })

  it('can be made although somebody has taken the usual name', () => {
    const temporary = privateFolder()
    const usual = join(temporary, `with-mlflow-env-${process.getuid?.()}`)
    mkdirSync(usual, { mode: 0o777 })
    chmodSync(usual, 0o777)
    const made = makeSocketFolder({ TMPDIR: temporary }, process.pid)
    expect(readdirSync(usual)).toEqual([])
    expect(statSync(made.path).mode & 0o777).toBe(0o700)
    made.remove()
    expect(existsSync(made.path)).toBe(false)
  })

  it.runIf(process.platform === 'linux')('clears those of launchers that are gone, and no others', () => {
    const runtime = privateFolder()
    const all = join(runtime, 'with-mlflow-env')
    const own = pidNamespace() ?? 0
    const left = `mlflow-${GONE}-${own}-00000000`
    const others = [`mlflow-${process.pid}-${own}-00000000`, `mlflow-${GONE}-${own + 1}-00000000`, 'server.json']
    for (const name of [left, ...others]) mkdirSync(join(all, name), { recursive: true, mode: 0o700 })
    const made = makeSocketFolder({ XDG_RUNTIME_DIR: runtime }, process.pid)
    expect(
      readdirSync(all)
        .filter((name) => join(all, name) !== made.path)
        .sort(),
    ).toEqual(others.sort())
    made.remove()
    expect(existsSync(all)).toBe(true)
  })
})
