// Runs test files inside the engine, with vitest's own runner, and prints the outcome as JSON.
import { type File, startTests, type Task, type VitestRunner } from '@vitest/runner'
import { native } from '../../../src/host/native/binding.ts'
import { forgetAbsent, reasonToLeaveOut } from './absent.ts'
import type { Failure, LeftOut, Outcome } from './outcome.ts'

const PATIENCE = 600_000
/** Of a stack: the others are the runner's. */
const FRAMES = 3
const COLOURS = /\x1b\[\d+m/g

/** @param files what loads each, by its path */
export async function runFiles(files: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  const outcome = new Collected()
  let imported = ''
  const runner: VitestRunner = {
    config: {
      root: '/',
      setupFiles: [],
      name: undefined,
      passWithNoTests: false,
      testNamePattern: undefined,
      allowOnly: false,
      sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
      chaiConfig: undefined,
      maxConcurrency: 1,
      testTimeout: PATIENCE,
      hookTimeout: PATIENCE,
      retry: 0,
      includeTaskLocation: false,
      tags: [],
      tagsFilter: undefined,
      strictTags: false,
    } as unknown as VitestRunner['config'],
    // A file's `describe` is called after its import, and before the next file's.
    async importFile(path) {
      outcome.noteReason(imported)
      forgetAbsent()
      imported = path
      await files[path]?.()
    },
    onBeforeRunFiles: () => outcome.noteReason(imported),
    onBeforeRunTask: () => forgetAbsent(),
    onAfterRunTask: (test) => outcome.noteReason(test.id),
  }
  const done = await startTests(Object.keys(files), runner)
  for (const file of done) outcome.add(file)
  printLine(JSON.stringify(outcome))
  native.exit(0)
}

class Collected implements Outcome {
  files = 0
  filesRun = 0
  passed = 0
  readonly leftOut: LeftOut[] = []
  readonly failures: Failure[] = []
  readonly #reasons = new Map<string, string>()

  /** @param id a test's, or a file's path */
  noteReason(id: string): void {
    const reason = reasonToLeaveOut()
    if (reason !== null) this.#reasons.set(id, reason)
  }

  toJSON(): Outcome {
    const { files, filesRun, passed, leftOut, failures } = this
    return { files, filesRun, passed, leftOut, failures }
  }

  add(file: File): void {
    this.files++
    const reason = this.#reasons.get(file.filepath)
    if (file.result?.errors?.length && reason !== undefined) {
      this.leftOut.push({ file: file.filepath, tests: null, reason })
      return
    }
    const before = this.passed
    const counts = new Map<string, number>()
    this.#addTask(file, file.filepath, counts)
    if (this.passed > before) this.filesRun++
    for (const [reason, tests] of counts) this.leftOut.push({ file: file.filepath, tests, reason })
  }

  /** @param counts of the tests that are left out, by the reason */
  #addTask(task: Task, title: string, counts: Map<string, number>): void {
    const reason = this.#reasons.get(task.id)
    if (task.type === 'test' && reason !== undefined) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1)
      return
    }
    if (task.type === 'test' && task.result?.state === 'pass') this.passed++
    for (const { message, diff = '', stack = '' } of task.result?.errors ?? []) {
      const innermost = stack.trim().split('\n').slice(0, FRAMES).join('\n')
      this.failures.push({ title, message: `${message}\n${diff}\n${innermost}`.replace(COLOURS, '') })
    }
    if (task.type !== 'suite') return
    for (const inside of task.tasks) this.#addTask(inside, `${title} > ${inside.name}`, counts)
  }
}

function printLine(text: string): void {
  const bytes = native.encodeUtf8(`${text}\n`)
  for (let at = 0; at < bytes.length; ) at += native.write(1, bytes.subarray(at))
}
