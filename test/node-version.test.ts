// The program's first file, which any Node must be able to read.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { runInNewContext } from 'node:vm'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { root } from './rig/paths.ts'

const source = readFileSync(join(root, 'bin/with-mlflow-env.js'), 'utf8')

/** Runs the file as another version of Node would. */
function runWith(node: string) {
  const seen = { stderr: [] as string[], status: [] as number[], loaded: [] as string[] }
  const ended = new Error('exit')
  const require = (name: string) => {
    seen.loaded.push(name)
    throw ended
  }
  const exit = (status: number) => {
    seen.status.push(status)
    throw ended
  }
  const faked = { versions: { node }, execPath: '/usr/bin/node', on: () => {}, exit, env: {} }
  const context = { process: faked, require, console: { error: (text: string) => seen.stderr.push(text) } }
  expect(() => runInNewContext(source.replace(/^#!.*/, ''), context)).toThrow(ended)
  return seen
}

describe('a Node that is too old', () => {
  it.each(['0.12.18', '8.17.0', '18.20.4', '20.18.3', '20.9.0'])('%s is told which one is needed', (version) => {
    expect(runWith(version)).toEqual({
      stderr: [`with-mlflow-env: error: needs Node 20.19 or newer, this is ${version}, at /usr/bin/node`],
      status: [125],
      loaded: [],
    })
  })

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.0.0-nightly', '100.1.0', process.versions.node])(
    '%s is none',
    (version) => {
      expect(runWith(version)).toMatchObject({ stderr: [], status: [] })
    },
  )

  it('is the one that package.json asks for', () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(engines.node).toBe('>=20.19')
  })

  it('can read the file, which uses the JavaScript of 2015 only', () => {
    const options = { minifySyntax: false, minifyWhitespace: true } as const
    expect(transformSync(source, { ...options, target: 'es2015' }).code).toBe(
      transformSync(source, { ...options, target: 'esnext' }).code,
    )
    expect(source).not.toMatch(/\bimport\(/)
    // Which esbuild does not look at.
    expect(source).not.toMatch(/,\s*\)/)
  })
})
