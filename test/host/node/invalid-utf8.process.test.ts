import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { findInvalidArgument, findInvalidVariables } from '../../../src/host/node/invalid-utf8.ts'
import { temporaryTree } from '../../rig/temporary-tree.ts'

/** Runs both functions in a process of its own, started by a shell that can write any byte. */
function inProcess(shell: string): { argument: number | null; variables: string[] } {
  const folder = temporaryTree()
  const source = fileURLToPath(new URL('../../../src/host/node/invalid-utf8.ts', import.meta.url))
  buildSync({
    stdin: {
      contents: `import { findInvalidArgument as a, findInvalidVariables as v } from ${JSON.stringify(source)}
        console.log(JSON.stringify({ argument: a(process.argv.slice(2)), variables: v(process.env) }))`,
      resolveDir: folder,
    },
    ...{ bundle: true, platform: 'node', format: 'esm', outfile: `${folder}/probe.mjs`, logLevel: 'silent' },
  })
  const script = shell.replace('%', `'${process.execPath}' '${folder}/probe.mjs'`)
  return JSON.parse(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } }))
}

describe.skipIf(!existsSync('/proc/self/environ'))(
  'strings that are not UTF-8 (from /proc, where there is one)',
  () => {
    it.each([
      ['none', '%', null, []],
      ['good UTF-8', "A=ä % ä 'ü '", null, []],
      ['a real U+FFFD', 'A=\ufffd % \ufffd', null, []],
      ['the first argument', '% "$(printf \'\\377\')" b', 1, []],
      ['a later argument', '% a ä "$(printf \'x\\374y\')" b', 3, []],
      ['one beside a real U+FFFD', '% \ufffd "$(printf \'\\377\')"', 2, []],
      ['a variable', 'A=x B="$(printf \'\\377\')" C=\ufffd %', null, ['B']],
    ])('are found by their bytes: %s', (_, shell, argument, variables) => {
      expect(inProcess(shell)).toEqual({ argument, variables })
    })

    it('are not searched for if nothing hints at them', () => {
      expect(findInvalidArgument(['a', 'ä'])).toBeNull()
      expect(findInvalidVariables({ A: 'x' })).toEqual([])
    })
  },
)
