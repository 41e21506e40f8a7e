import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-purity-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const imports = (specifier: string) => `import * as x from '${specifier}'\n\nexport const y = x\n`
const PROCESS = 'export const y = process.env\n'

/** `[file, source, refused by]`, null for what lint lets pass. */
const CASES: readonly (readonly [file: string, source: string, rule: string | null])[] = [
  ...[
    ...['node:fs', 'node:fs/promises', 'node:child_process', 'node:http', 'node:https', 'node:net', 'node:os'],
    ...['node:process', 'node:worker_threads', 'fs', 'child_process', 'execa', 'dotenv', 'yargs', 'tree-kill'],
    ...['../read/search.ts', '../launch/index.ts', '../report/block.ts', '../commands/run.ts', '../cli.ts'],
    ...['../index.ts', '../configure.ts', 'fs/promises'],
  ].map((specifier) => ['src/resolve', imports(specifier), 'noRestrictedImports'] as const),
  ...[
    'node:fs',
    '../../read/search.ts',
    '../../launch/index.ts',
    '../../report/block.ts',
    '../../cli.ts',
    '../../configure.ts',
  ].map((specifier) => ['src/resolve/identity', imports(specifier), 'noRestrictedImports'] as const),
  ['src/resolve', "export { readFileSync } from 'node:fs'\n", 'noRestrictedImports'],
  ['src/resolve', "export const y = await import('node:fs')\n", 'noRestrictedImports'],
  ['src/resolve', imports('node:path'), null],
  ['src/resolve', imports('./source.ts'), null],
  ['src/resolve/identity', imports('../source.ts'), null],
  ['src/read', imports('node:fs'), null],
  ['src/resolve', PROCESS, 'noRestrictedGlobals'],
  ['src/read', PROCESS, 'noRestrictedGlobals'],
  ['src/report', PROCESS, 'noRestrictedGlobals'],
  ['src/launch', PROCESS, 'noRestrictedGlobals'],
  ['src/cli.ts', PROCESS, null],
  ['src/index.ts', PROCESS, null],
]

/** Lints all samples at once, with the project's own configuration but for git, which does not know them. */
function lint(): Map<string, string[]> {
  const { vcs, ...configuration } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
  expect(vcs).toBeDefined()
  write('biome.json', JSON.stringify({ ...configuration, root: true, $schema: undefined }))
  for (const [at, [, source]] of CASES.entries()) write(pathOf(at), source)
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
  const rules = new Map<string, string[]>()
  for (const { category, location } of diagnostics(args)) {
    rules.set(location.path, [...(rules.get(location.path) ?? []), category.split('/').at(-1) ?? ''])
  }
  return rules
}

interface Diagnostic {
  readonly category: string
  readonly location: { readonly path: string }
}

function diagnostics(args: readonly string[]): Diagnostic[] {
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }))
      .diagnostics
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout).diagnostics
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function pathOf(at: number): string {
  const [file = ''] = CASES[at] ?? []
  return file.endsWith('.ts') ? file : `${file}/sample-${at}.ts`
}

describe('the pure folder', () => {
  const rules = lint()

  it.each(CASES.map((sample, at) => [sample[0], sample[1].trim(), sample[2], pathOf(at)] as const))(
    'in %s, %j is refused by %s',
    (_, __, rule, path) => {
      const found = (rules.get(path) ?? []).filter((name) => name.startsWith('noRestricted'))
      expect(found).toEqual(rule === null ? [] : [rule])
    },
  )
})
