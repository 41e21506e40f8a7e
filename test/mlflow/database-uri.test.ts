import { describe, expect, it } from 'vitest'
import { sqliteFile } from '../../src/mlflow/store-uri.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import { refusal, resolved } from '../rig/server-settings.ts'

const inEnvironment = (name: string) => ({ kind: 'environment', name })

describe('a database’s URI', () => {
  it.each([
    [
      'postgresql://u:hunter2@a:5432,b:5432/d',
      /expected one host, or several as parameters.*\?host=a:5432&host=b:5432$/,
    ],
    ['postgresql+psycopg2://u:hunter2@a:5432,b/d', /one host, or several/],
    ['postgresql://u:hunter2@/d?host=a:5432,b:5432', /one host, or several/],
    ['mysql+pymysql://u:hunter2@a:3306,b:3306/d', /expected one host$/],
    ['postgresql://u:hunter2@a:5432:5432/d', /expected one port after the host$/],
    ['postgresql://u:hunter2@db:tcp://10.0.0.1:5432/d', /Kubernetes' link to a Service/],
    ['/run/secrets/db_uri', /expected the database's URI, not the file that holds it$/],
    ['{"username":"u","password":"hunter2"}', /is JSON, not a URI/],
    ['host=db user=u password=hunter2 dbname=d', /is a list of parameters/],
    ['$(DB_URI)', /nothing has replaced/],
    ['"postgresql://u:hunter2@h/d"', /the quotes are a part/],
    ['postgresql://u:hunter2@h/d --workers 2', /expected one URI and nothing after it \(/],
    ['postgresql://u@h/d password=hunter2', /one URI and nothing after it/],
    ['postgresql://u:hunter2@h:5432/d # production', /one URI and nothing after it/],
    ['postgresql://u:hunter2@h/d,postgresql://u:hunter2@b/d', /one URI and nothing after it/],
    ['mysql+pymysql://u:hunter2@h 3306/d', /one URI and nothing after it/],
    ['postgresql:/u:hunter2@h/d', /expected two slashes after the scheme, such as postgresql:/],
    ['mysql+pymysql:u:hunter2@h/d', /expected a database's URI/],
    ['postgresql://u:hunter2@[::1/d', /expected an IPv6 address in brackets, such as \[::1\]:5432$/],
    ['postgresql://u:hunter2@::1]:5432/d', /an IPv6 address in brackets/],
    ['postgresql//u:hunter2@h/d', /expected a database's URI/],
    ['postgresql;//u:hunter2@h/d', /expected a database's URI/],
    ['//u:hunter2@h/d', /expected a database's URI/],
    ['h.example.com/d?user=u&password=hunter2', /expected a database's URI/],
    ['AKIAIOSFODNN7hunter2'.toUpperCase(), /expected a database's URI/],
    ['-----BEGIN PRIVATE KEY----- hunter2', /is a certificate or a private key/],
    ['postgresql+psycopg://u:pw@h/d hunter2', /one URI and nothing after it/],
    ['postgresql://u:pw@h/d and more hunter2', /one URI and nothing after it/],
    ['postgresql:///u:hunter2@h/d', /two slashes after the scheme/],
    ['the hunter2 database', /found words with blanks/],
  ])('in another form is refused for what it is: %s', (uri, says) => {
    for (const name of ['MLFLOW_BACKEND_STORE_URI', 'BACKEND_STORE_URI', 'MLFLOW_REGISTRY_STORE_URI']) {
      const failure = refusal(() => resolved({ env: { [name]: uri } })) as Diagnostic
      expect(failure.message).toMatch(says)
      expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('hunter2')
    }
  })

  it.each([
    'postgresql://u:S3C@RETpg@127.0.0.1:15999/postgres',
    'postgresql+psycopg://u:S3CRET@ss#w%rd/x@127.0.0.1:1/db',
    'postgresql://u:x@127.0.0.1:notaport/db',
    'postgresql://u:pass@[::1]:x/db',
  ])('that a driver would split differently is refused: %s', (uri) => {
    const failure = refusal(() => resolved({ env: { MLFLOW_BACKEND_STORE_URI: uri } }))
    expect(failure).toMatchObject({ code: 'invalid-option-value', origin: inEnvironment('MLFLOW_BACKEND_STORE_URI') })
    expect(JSON.stringify(failure)).not.toMatch(/S3C|RETpg|w%rd|notaport/)
  })

  it.each([
    'postgresql://u:p%40w@h:5432/d?host=/tmp/a@b',
    'postgresql://u@server:pw@h/d',
    'postgresql://u:p#w@h/d',
    'postgresql:///d?host=/run/postgresql',
    'mysql+pymysql://u:pw@[::1]:3306/d',
    'sqlite:////a/b:c@d/mlflow.db',
    'sqlite:////home/a@corp/proj@v2/mlflow.db',
    'sqlite:///data/a@b:c/x.db',
    'sqlite+pysqlcipher://:pw@/mlflow.db',
    'postgresql://alice@corp.com@srv/d',
    'databricks://scope:key',
    'postgresql://u:pw@[fe80::1%25eth0]:5432/d',
    './runs?of=all',
    'mlruns',
    'runs/alice@corp',
    'mysql-runs/2026',
    '/srv/a//b@c',
    '/home/alice@corp.example/proj/mlruns',
    'postgresql://h/d',
    'postgresql://u:pw@/d?host=a:5432&host=b:5432',
    'postgresql://u:pw@a,b:5432/d',
    'postgresql://u:pw@/d?host=a,b&port=5432,5433',
    'postgresql://u:pw@h/my%20runs',
    'postgresql:///a@b?host=/run/postgresql',
    'postgresql://u:p w@h/d',
    'postgresql://u:p =w@h/d',
    'postgresql://u:pw@h/d?options=-c search_path=runs -c x=1',
  ])('that all drivers read alike is accepted: %s', (uri) => {
    expect(resolved({ env: { MLFLOW_BACKEND_STORE_URI: uri } }).settings.backendStoreUri.value).toBe(uri)
  })
})

it.each([
  ['sqlite:///mlflow.db', '2.1.9', '/project/mlflow.db'],
  ['sqlite:////srv/mlflow.db?timeout=3', '2.1.9', '/srv/mlflow.db'],
  ['sqlite+pysqlite:///a/../mlflow.db', '2.0.44', '/project/mlflow.db'],
  ['sqlite:///my%20db.db', '2.1.9', '/project/my db.db'],
  ['sqlite:///my%20db.db', '2.0.44', '/project/my%20db.db'],
  ['sqlite:///100%zz%E4%20.db', '2.1.9', '/project/100%zz%E4%20.db'],
  ['sqlite:///file:x.db?uri=true', '2.1.9', '/project/x.db'],
  ['sqlite:///file:///srv/a%2520b.db?mode=rwc&uri=true', '2.1.9', '/srv/a b.db'],
  ['sqlite:///file:g.db', '2.1.9', '/project/file:g.db'],
  ['sqlite+pysqlcipher://:pw@/mlflow.db', '2.1.9', null],
  ['postgresql://h/d', '2.1.9', null],
  ['./mlruns', '2.1.9', null],
])('the file of a SQLite URI is the one that SQLAlchemy opens: %s, SQLAlchemy %s, %s', (uri, sqlalchemy, file) => {
  expect(sqliteFile(uri, '/project', sqlalchemy)).toBe(file)
})
