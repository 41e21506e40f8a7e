import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { architectureRules } from '../scripts/architecture.mjs'

type Effects = 'none' | 'host' | 'node'
interface Row {
  readonly folder: string
  readonly effects: Effects
  /** Of the folders inside, which are loaded only when they are needed. */
  readonly lazy?: Effects
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const TABLE: readonly Row[] = JSON.parse(read('src/architecture.json'))
const FOLDERS = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** What lint must say of a line in the folder's file: the rule that refuses it, or null. */
interface Case {
  readonly folder: string
  readonly source: string
  readonly refusedBy: 'noRestrictedImports' | 'noRestrictedGlobals' | null
}

const folder = mkdtempSync(join(tmpdir(), 'with-mlflow-env-architecture-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const importing = (specifier: string) => `import * as x_${specifier.replace(/\W/g, '_')} from '${specifier}'`
const refusedIf = (isRefused: boolean): Case['refusedBy'] => (isRefused ? 'noRestrictedImports' : null)

/** Modules, with the effects that a folder must have to import them. */
const MODULES: readonly (readonly [specifier: string, allowed: readonly Effects[]])[] = [
  ...['node:fs', 'node:fs/promises', 'node:child_process', 'node:http', 'node:net', 'node:os', 'node:process'].map(
    (specifier) => [specifier, ['node']] as const,
  ),
  ...['fs', 'fs/promises', 'child_process', 'http', 'net', 'os', 'process'].map((name) => [name, ['node']] as const),
  ...[
    'execa',
    'yargs-parser',
    'yargs-parser/browser',
    'tree-kill',
    'dotenv',
    'dotenv/config',
    'pg',
    'pg/lib/client.js',
  ].map((name) => [name, ['node']] as const),
  ['node:path', ['none', 'node']],
]

function casesOf({ folder: own, effects, lazy = effects }: Row, position: number): Case[] {
  const [folder, deeper] = [`src/${own}`, `src/${own}/deeper`]
  const modules = MODULES.flatMap(([specifier, allowed]) => {
    const source = importing(specifier)
    return [
      { folder, source, refusedBy: refusedIf(!allowed.includes(effects)) },
      { folder: deeper, source, refusedBy: refusedIf(!allowed.includes(lazy)) },
    ]
  })
  const folders = TABLE.flatMap(({ folder: other }, at) => {
    if (other === own) return []
    const refusedBy = refusedIf(at > position)
    return [
      { folder, source: importing(`../${other}/x.ts`), refusedBy },
      { folder: deeper, source: importing(`../../${other}/x.ts`), refusedBy },
    ]
  })
  const forbidden = [
    { folder, source: importing('../host/node/x.ts'), refusedBy: refusedIf(own !== 'host') },
    { folder, source: importing('../cli.ts'), refusedBy: 'noRestrictedImports' },
    { folder, source: importing('../index.ts'), refusedBy: 'noRestrictedImports' },
    { folder: deeper, source: importing('../../cli.ts'), refusedBy: 'noRestrictedImports' },
    { folder: deeper, source: importing('../../index.ts'), refusedBy: 'noRestrictedImports' },
    { folder: deeper, source: importing('../index.ts'), refusedBy: null },
    { folder, source: 'export const environment = process.env', refusedBy: 'noRestrictedGlobals' },
    { folder: deeper, source: 'export const environment = process.env', refusedBy: 'noRestrictedGlobals' },
  ] as const
  const impure = refusedIf(effects === 'none')
  return [
    ...modules,
    ...folders,
    ...forbidden,
    { folder, source: "export { readFileSync } from 'node:fs'", refusedBy: refusedIf(effects !== 'node') },
    { folder, source: "export const later = await import('node:fs')", refusedBy: refusedIf(effects !== 'node') },
    { folder, source: 'export const ask = fetch', refusedBy: impure && 'noRestrictedGlobals' },
  ]
}

const BY_FOLDER = new Map<string, Case[]>()
for (const one of TABLE.flatMap(casesOf)) BY_FOLDER.set(one.folder, [...(BY_FOLDER.get(one.folder) ?? []), one])
const ENTRY_POINTS = ['src/cli.ts', 'src/index.ts']

/**
 * Lints all cases at once, one file for each folder, with the project's own configuration but for git, which does not
 * know them.
 *
 * @returns the rules that refuse something, by `path:line`
 */
function lint(): Map<string, string[]> {
  const { vcs: _, $schema: __, ...configuration } = JSON.parse(read('biome.json'))
  write('biome.json', JSON.stringify({ ...configuration, root: true }))
  write('biome.architecture.json', read('biome.architecture.json'))
  for (const [inFolder, cases] of BY_FOLDER) write(`${inFolder}/cases.ts`, cases.map(({ source }) => source).join('\n'))
  for (const path of ENTRY_POINTS) write(path, 'export const environment = process.env\n')
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
  const only = ['noRestrictedImports', 'noRestrictedGlobals'].map((rule) => `--only=style/${rule}`)
  const rules = new Map<string, string[]>()
  const found = diagnostics([biome, 'lint', '--reporter=json', '--max-diagnostics=none', ...only, '.'])
  for (const { category, location } of found) {
    const place = `${location.path}:${location.start.line}`
    rules.set(place, [...(rules.get(place) ?? []), category.split('/').at(-1) ?? ''])
  }
  return rules
}

interface LintDiagnostic {
  readonly category: string
  readonly location: { readonly path: string; readonly start: { readonly line: number } }
}

function diagnostics(args: readonly string[]): LintDiagnostic[] {
  try {
    const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 26 } as const
    return JSON.parse(execFileSync(process.execPath, args, options)).diagnostics
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout).diagnostics
  }
}

/** Each file of src, with the files that it imports in whatever way, by their paths. */
function importGraph(): Map<string, string[]> {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => join('src', file))
  return new Map(sources.map((file) => [file, importsOf(file)]))
}

function importsOf(file: string): string[] {
  const specifiers = read(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+\.ts)'/g)
  return Array.from(specifiers, ([, specifier = '']) => join(dirname(file), specifier))
}

/** The first circle, as the path that leads from a file back to itself. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>()
  const visit = (node: string, path: readonly string[]): string[] | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    if (done.has(node)) return null
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...path, node])
      if (circle) return circle
    }
    done.add(node)
    return null
  }
  for (const node of graph.keys()) {
    const circle = visit(node, [])
    if (circle) return circle
  }
  return null
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

describe('the table in src/architecture.json', () => {
  it('has a row for every folder of src', () => {
    expect(TABLE.map((row) => row.folder).sort()).toEqual([...FOLDERS].sort())
  })

  it('is what biome.architecture.json was made from', () => {
    expect(read('biome.architecture.json')).toBe(architectureRules(TABLE))
  })
})

describe('a folder of src', () => {
  it.each(FOLDERS)('%s has a README.md that opens with one sentence on what it is', (name) => {
    const [heading, blank, sentence, ...rest] = read(`src/${name}/README.md`).split('\n')
    expect([heading, blank]).toEqual([`# ${name}`, ''])
    expect(sentence).toMatch(/^[A-Z][^.!?]*(?:\.env[^.!?]*|~\/\.aws[^.!?]*)*\.$/)
    expect(rest[0]).toBe('')
  })
})

describe('the files of src', () => {
  it('import each other without a circle, even for types', () => {
    expect(findCircle(importGraph())).toBeNull()
  })

  it('would be found to import each other in a circle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', []],
      ['d', ['b']],
    ])
    expect(findCircle(graph)).toEqual(['b', 'd', 'b'])
  })
})

describe('the folders of test', () => {
  it('mirror those of src, except for end-to-end tests, the demo, the Python package, helpers and data', () => {
    const folders = readdirSync(join(ROOT, 'test'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const others = folders.map(({ name }) => name).filter((name) => !FOLDERS.includes(name))
    expect(others.sort()).toEqual(['browser', 'demo', 'docs', 'e2e', 'fixtures', 'nodes', 'oracle', 'rig', 'wheels'])
  })

  it.each(FOLDERS)('have only tests, samples and fixtures in test/%s', (name) => {
    const files = readdirSync(join(ROOT, 'test', name), { recursive: true, encoding: 'utf8' })
    const helpers = files.filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|(?:^|\/)samples\.ts$/.test(file))
    expect(helpers.filter((file) => !file.startsWith('samples/'))).toEqual([])
  })
})

describe('lint', () => {
  const found = lint()

  it.each(TABLE.map((row, at) => [row.folder, row, at] as const))(
    'refuses in src/%s what its row forbids, and nothing else',
    (_, row, at) => {
      const folders = new Set(casesOf(row, at).map(({ folder }) => folder))
      for (const folder of folders) {
        const cases = BY_FOLDER.get(folder) ?? []
        const seen = cases.map(({ source }, index) => [
          source,
          [...new Set(found.get(`${folder}/cases.ts:${index + 1}`))],
        ])
        expect(seen).toEqual(cases.map(({ source, refusedBy }) => [source, refusedBy === null ? [] : [refusedBy]]))
      }
    },
  )

  it('lets the two entry points read the process', () => {
    const places = [...found.keys()].map((place) => place.replace(/:\d+$/, ''))
    for (const path of ENTRY_POINTS) expect(places).not.toContain(path)
  })
})
