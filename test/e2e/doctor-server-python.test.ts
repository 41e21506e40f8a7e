// The scripts that ask a tracking server, by Python's unittest in a Python that has requests. Each test has a server with
// one rule.
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { pythonBin, root } from '../rig/paths.ts'

const HERE = join(root, 'test', 'python', 'requests')
const MODULES = ['', 'doctor'].map((folder) => join(root, 'src', 'python', folder)).join(delimiter)

it.concurrent.each(readdirSync(HERE).filter((name) => name.startsWith('test_')))(
  'the doctor passes %s',
  async (name) => {
    const env = { PATH: process.env.PATH, HOME: '/nonexistent', PYTHONPATH: MODULES }
    const { stderr } = await promisify(execFile)(join(pythonBin, 'python'), ['-B', join(HERE, name)], { env })
    expect(stderr).toMatch(/^Ran [1-9]\d* tests? in /m)
    expect(stderr).toMatch(/^OK$/m)
  },
)
