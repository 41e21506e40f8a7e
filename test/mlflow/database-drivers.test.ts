import { describe, expect, it } from 'vitest'
import { findDriver } from '../../src/mlflow/database-drivers.ts'

describe('the driver of a database', () => {
  it.each([
    ['postgresql://h/d', '2.1.0', 'psycopg'],
    ['postgresql://h/d', '2.0.44', 'psycopg2'],
    ['postgresql+psycopg2://h/d', '2.1.0', 'psycopg2'],
    ['postgresql+psycopg://h/d', '2.0.0', 'psycopg'],
    ['mysql://h/d', '2.1.0', 'MySQLdb'],
    ['mysql+pymysql://h/d', '2.1.0', 'pymysql'],
    ['mssql://h/d', '2.1.0', 'pyodbc'],
    ['mssql+pymssql://h/d', '2.1.0', 'pymssql'],
    ['sqlite:///x.db', '2.1.0', undefined],
    ['postgresql+other://h/d', '2.1.0', undefined],
  ])('%s, SQLAlchemy %s: %s', (uri, sqlalchemy, module) => {
    expect(findDriver(uri, sqlalchemy)?.module).toBe(module)
  })
})
