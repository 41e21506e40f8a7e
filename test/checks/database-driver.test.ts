import { describe, expect, it } from 'vitest'
import { databaseDriver } from '../../src/checks/database-driver.ts'
import { checkContext } from '../rig/check-context.ts'

const check = (name: string, uri: string) => databaseDriver.run(checkContext({ env: { [name]: uri } }))

describe('the driver that a database URI names', () => {
  it.each([
    ['postgresql+foo', 'postgresql+psycopg'],
    ['postgresql+asyncpg', 'postgresql+psycopg'],
    ['mysql+psycopg', 'mysql+pymysql'],
    ['sqlite+aiosqlite', 'sqlite+pysqlite'],
  ])('is refused if MLflow cannot use it, with the ones that it can use: %s', (scheme, usable) => {
    expect(check('MLFLOW_REGISTRY_STORE_URI', `${scheme}:///h`)).toMatchObject([
      {
        code: 'unknown-database-driver',
        severity: 'error',
        origin: { name: 'MLFLOW_REGISTRY_STORE_URI' },
        data: { scheme, known: expect.arrayContaining([usable]) },
      },
    ])
  })

  it.each(['postgresql+psycopg', 'postgresql+plugged', 'sqlite+pysqlite', 'mysql+pymysql'])(
    'is accepted: %s',
    (scheme) => {
      expect(check('MLFLOW_BACKEND_STORE_URI', `${scheme}:///h`)).toEqual([])
    },
  )
})
