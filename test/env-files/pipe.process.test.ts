import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { pipeReader } from '../../src/env-files/pipe.ts'
import { findPythonFiles } from '../../src/env-files/python-dotenv-search.ts'
import { readEnvFile, tryReadEnvFile } from '../../src/env-files/read.ts'
import type { Origin } from '../../src/model/origin.ts'
import { giveAway, hostContextIn, isRoot, refusal, type Tree, temporaryTree } from '../rig/temporary-tree.ts'
import { watchFs } from '../rig/watched-fs.ts'

const NAMED: Origin = { kind: 'option', name: '--env-file' }

afterEach(() => {
  vi.restoreAllMocks()
})

/** A folder with a named pipe `.env`. */
function folderWithPipe(tree: Tree = {}): { folder: string; path: string } {
  const folder = temporaryTree(tree)
  const path = join(folder, '.env')
  execFileSync('mkfifo', [path])
  return { folder, path }
}

/** A program that writes into the pipe, which is `$0`. */
function write(script: string, path: string): ChildProcess {
  const writer = spawn('sh', ['-c', script, path], { stdio: 'ignore' })
  onTestFinished(() => void writer.kill())
  return writer
}

/** Lets time pass by the launcher's looks at the pipe: each is a second, once it is empty. */
function stopTheClock(): void {
  const read = watchFs('readSync')
  vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out')
  vi.spyOn(performance, 'now').mockImplementation(() => read.mock.calls.length * 1000)
}

describe('a named pipe of the user', () => {
  it.each([null, NAMED])('is read when its writer comes', (named) => {
    const { folder, path } = folderWithPipe()
    write('printf "A=1\\nB=2\\n" >"$0"', path)
    expect(readEnvFile(hostContextIn(folder), path, named).text.text).toBe('A=1\nB=2\n')
  })

  it('is read to the end, if its writer pauses and writes more than a pipe holds', () => {
    const { folder, path } = folderWithPipe()
    const text = `A=${'x'.repeat(100_000)}\nB=${'y'.repeat(100_000)}\n`
    write(
      '{ printf A=; head -c 100000 /dev/zero | tr "\\0" x; sleep 0.1; printf "\\nB="; head -c 100000 /dev/zero | tr "\\0" y; echo; } >"$0"',
      path,
    )
    expect(readEnvFile(hostContextIn(folder), path, null).text.text).toBe(text)
  })

  it('is read once, of a program that writes again and again', () => {
    const { folder, path } = folderWithPipe({ real: 'A=1\nB=2' })
    write('while :; do cat "${0%/.env}/real" >"$0"; sleep 0.1; done', path)
    for (let times = 0; times < 3; times++) {
      expect(readEnvFile(hostContextIn(folder), path, null).text.text).toBe('A=1\nB=2')
    }
  })

  it('that nobody writes into is refused after ten seconds', () => {
    const { folder, path } = folderWithPipe()
    stopTheClock()
    const found = refusal(() => readEnvFile(hostContextIn(folder), path, null))
    expect(found?.message).toMatch(/^'\.env' is a named pipe, and nobody wrote into it within 10 seconds: /)
  })

  it('whose writer writes a little every second is refused after ten seconds', () => {
    let calls = 0
    vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out')
    vi.spyOn(performance, 'now').mockImplementation(() => calls * 1000)
    watchFs('readSync').mockImplementation(() => {
      if (calls > 100) throw new Error('it is still read')
      if (++calls % 2 === 0) throw Object.assign(new Error(), { code: 'EAGAIN' })
      return 1
    })
    const read = pipeReader(0, '.env')
    const readAll = () => {
      while (read(new Uint8Array(1)) > 0);
    }
    expect(refusal(readAll)?.message).toMatch(/its writer did not finish within 10 seconds/)
  })

  it('whose writer does not finish is refused after ten seconds', () => {
    const { folder, path } = folderWithPipe()
    // A reader that stays lets the writer in, and what it wrote stays in the pipe until it is read.
    const keeper = openSync(path, constants.O_RDWR)
    onTestFinished(() => closeSync(keeper))
    writeSync(keeper, 'A=1\n')
    stopTheClock()
    const found = refusal(() => readEnvFile(hostContextIn(folder), path, null))
    expect(found?.message).toMatch(/its writer did not finish within 10 seconds/)
  })

  it('is left to Python, where it is only looked at', () => {
    const { folder, path } = folderWithPipe()
    expect(tryReadEnvFile(hostContextIn(folder), path, true)).toBeUndefined()
    expect(tryReadEnvFile(hostContextIn(folder), path, false)).toBeUndefined()
  })

  it('ends the search of Python, as a file does', () => {
    const folder = temporaryTree({ '.env': 'AWS_PROFILE=x\n', 'inner/x.py': '' })
    const inner = join(folder, 'inner')
    execFileSync('mkfifo', [join(inner, '.env')])
    expect(findPythonFiles(hostContextIn(inner), ['python', 'x.py'], [])).toEqual([])
  })

  it.runIf(isRoot)('is refused if it belongs to another user, even to the owner of the directory', () => {
    const { folder, path } = folderWithPipe()
    giveAway(path)
    giveAway(folder)
    const found = refusal(() => readEnvFile(hostContextIn(folder), path, null))
    expect(found).toMatchObject({ code: 'env-file-untrusted-owner' })
  })
})
