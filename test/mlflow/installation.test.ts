import { describe, expect, it } from 'vitest'
import { MARK, parseInstallation } from '../../src/mlflow/installation.ts'

describe('the answer of a Python', () => {
  const answer = {
    versions: { mlflow: '3.1', sqlalchemy: null },
    modules: ['psycopg'],
    plugins: { tracking: ['x'], registry: ['y'], artifacts: ['z'] },
    dialects: ['sqlite+x'],
    pip: true,
  }

  it('is found below what else was printed', () => {
    expect(parseInstallation('/p', `hello\n${MARK}{}\n${MARK}${JSON.stringify(answer)}\nbye\n`)).toEqual({
      python: '/p',
      versions: { mlflow: '3.1', 'mlflow-skinny': null, sqlalchemy: null, 'python-dotenv': null },
      modules: ['psycopg'],
      plugins: { backend: ['x'], registry: ['y'], artifacts: ['z'] },
      dialects: ['sqlite+x'],
      hasPip: true,
    })
  })

  it('names the Python behind a shim, and leaves every other as it was found', () => {
    const text = `${MARK}${JSON.stringify({ ...answer, executable: '/real/python3.11' })}`
    expect(parseInstallation('/home/me/.pyenv/shims/python3', text)?.python).toBe('/real/python3.11')
    expect(parseInstallation('/venv/bin/python', text)?.python).toBe('/venv/bin/python')
    expect(parseInstallation('/x/shims/python', `${MARK}${JSON.stringify(answer)}`)?.python).toBe('/x/shims/python')
  })

  it.each(['', 'hello', `${MARK}{`, `${MARK}null`, `${MARK}3`])('is none in %j', (text) => {
    expect(parseInstallation('/p', text)).toBeNull()
  })
})
