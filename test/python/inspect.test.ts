import { describe, expect, it } from 'vitest'
import { parseInstallation } from '../../src/python/inspect.ts'

/** Without any tool. */
const PLACE = { env: { PATH: '/nowhere' }, cwd: '/nowhere', project: '/nowhere' }

describe('the response of inspect_environment.py', () => {
  const response = {
    versions: { mlflow: '3.1', sqlalchemy: null },
    modules: ['psycopg'],
    plugins: { tracking: ['x'], registry: ['y'], artifacts: ['z'] },
    dialects: ['sqlite+x'],
    packaging: { hasPip: true },
  }

  it('is read into an installation', () => {
    expect(parseInstallation('/p', response, PLACE)).toEqual({
      python: '/p',
      versions: { mlflow: '3.1', 'mlflow-skinny': null, sqlalchemy: null, 'python-dotenv': null },
      modules: ['psycopg'],
      plugins: { backend: ['x'], registry: ['y'], artifacts: ['z'] },
      dialects: ['sqlite+x'],
      installer: 'pip',
    })
  })

  it('names the Python that a shim starts, and keeps any other as it was found', () => {
    const found = { ...response, executable: '/real/python3.11' }
    expect(parseInstallation('/home/me/.pyenv/shims/python3', found, PLACE).python).toBe('/real/python3.11')
    expect(parseInstallation('/venv/bin/python', found, PLACE).python).toBe('/venv/bin/python')
    expect(parseInstallation('/x/shims/python', response, PLACE).python).toBe('/x/shims/python')
  })

  it.each([{}, { versions: 3, plugins: null, modules: 'x' }])('may lack anything: %j', (found) => {
    expect(parseInstallation('/p', found, PLACE)).toMatchObject({
      versions: { mlflow: null },
      modules: [],
      installer: 'no ensurepip',
    })
  })
})
