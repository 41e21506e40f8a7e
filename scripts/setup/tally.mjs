// One line with the sum of all test reports, for a build server to read: "N passed, N failed, N skipped".
// The status is non-zero if a test failed, or if there is no report to count.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reports } from './checks.mjs'

const files = list().map((name) => JSON.parse(readFileSync(join(reports, name), 'utf8')))
const sum = (count) => files.reduce((total, file) => total + count(file), 0)
const passed = sum((file) => file.numPassedTests)
const failed = sum((file) => file.numFailedTests)
const skipped = sum((file) => file.numPendingTests + file.numTodoTests)
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exitCode = passed > 0 && failed === 0 && files.every((file) => file.success) ? 0 : 1

function list() {
  try {
    return readdirSync(reports).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}
