import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatProfile, formatRegion, quoteProfile, quoteValue, quoteWord } from '../../src/model/format.ts'
import { describeValue, shownValue } from '../../src/model/shown.ts'

describe('a value that is shown', () => {
  it.each([
    ['http://localhost:5000', 'http://localhost:5000'],
    ['http://[::1]:5000/x', 'http://[::1]:5000/x'],
    ['http://[fe80::1%25eth0]:5000', 'http://[fe80::1%25eth0]:5000'],
    ['http://münchen.example/läufe', 'http://münchen.example/läufe'],
    ['https://user:hunter2@mlflow.example.com/x', 'https://mlflow.example.com/x'],
    ['https://token@mlflow.example.com', 'https://mlflow.example.com'],
    ['HTTPS://user:hunter2@host', 'HTTPS://host'],
    ['postgresql+psycopg2://u:hunter2@db:5432/mlflow', 'postgresql+psycopg2://db:5432/mlflow'],
    ['postgresql://u:hunter2@a,b:5432/mlflow', 'postgresql://a,b:5432/mlflow'],
    ['postgresql://u:hunter2@/mlflow?host=a:1&host=b:2', 'postgresql:///mlflow?***'],
    ['postgresql://u:hunter2@%2Fvar%2Frun%2Fpostgresql/mlflow', 'postgresql://%2Fvar%2Frun%2Fpostgresql/mlflow'],
    ['mysql://u:hun@ter2@db/x', 'mysql://db/x'],
    ['mysql+pymysql://u:hun/hunter2@db:3306/x', 'mysql+pymysql://db:3306/x'],
    ['postgresql://u:hun#hunter2@db/x?sslmode=require', 'postgresql://db/x?***'],
    ['https://h/?password=hunter2&x=1', 'https://h/?***'],
    ['https://h/?x=1&access_token=hunter2#top', 'https://h/?***'],
    ['https://h/#access_token=hunter2', 'https://h/#***'],
    ['mssql://h;Database=x;Pwd=hunter2;y=1', 'mssql://h;***'],
    ['mssql+pyodbc:///?odbc_connect=UID%3Du%3BPWD%3Dhunter2', 'mssql+pyodbc:///?***'],
    ['s3://h/k?X-Amz-Signature=abc&X-Amz-Date=1', 's3://h/k?***'],
    ['wasbs://container@account.blob.core.windows.net/x', 'wasbs://account.blob.core.windows.net/x'],
  ])('is a URI without its user info and parameters: %s', (uri, expected) => {
    expect(describeValue(uri)).toBe(expected)
  })

  it.each([
    ...['s3://bucket/date=2026-01-01/x', 's3://bucket/me@work/a b', 's3://lab_mlflow/(1)', 'gs://bucket'],
    's3://arn:aws:s3:us-east-1:123456789012:accesspoint/lab/x',
    ...[
      'sqlite:///mlflow.db',
      'sqlite:////home/me@work/my runs/x.db',
      'file:///data/100%',
      'sqlite:////a/b:c@d/x.db',
      'file:mlruns',
      'file:/x',
    ],
    ...['mlflow-artifacts:/', 'mlflow-artifacts:/x', 'http+unix://%2Fvar%2Frun%2Fx.sock', 'dbfs:/FileStore/x'],
    'arn:aws:sagemaker:us-east-1:123456789012:mlflow-tracking-server/x',
    ...['databricks', 'databricks-uc', 'databricks://profile', 'azureml://eastus.api.azureml.ms/mlflow/v1.0'],
    ...['./mlruns', '../a@b', '.', '~/mlruns', '/home/me@work/ml runs', '/home/jürgen/läufe', '/data/a=1,b=2/R&D'],
    ...['mlruns', 'mlflow.db', 'run-2026-01-01/x', '.venv/bin/python', '127.0.0.1', 'C:\\runs', ''],
    ...['k8s/train.sh', 'k8s/none.env', 'mlruns-v2b/x1y', 'mlruns/0/4c1b9f', 'K8/a.py', 'k8s.env', 'run2a.sqlite'],
    '/home/user/projects/forecasting/runs/2026/Experiment1',
  ])('is a harmless URI, a path or a word, whole: %s', (value) => {
    expect(describeValue(value)).toBe(value)
  })

  it.each([
    ['JSON', '{"username":"mlflow","password":"hunter2"}'],
    ['JSON with blanks', ' { "password" : "hunter2" } '],
    ['a list', '["hunter2"]'],
    ['a Python dictionary', "{'password': 'hunter2'}"],
    ['a DSN of libpq', 'host=h password=hunter2 user=u'],
    ['a DSN of ODBC', 'Driver={ODBC Driver 18};Server=h;UID=u;PWD=hunter2'],
    ['a DSN of Go', 'u:hunter2@tcp(h:3306)/d'],
    ['a short DSN', 'password=hunter2'],
    ['an address of JDBC', 'jdbc:postgresql://u:hunter2@db/x'],
    ['words', 'correct hunter2 staple'],
    ['an expression', '$(echo hunter2)'],
    ['a default', '${DB_URI:-postgresql://u:hunter2@h/d}'],
    ['quotes', '"postgresql://u:hunter2@h/d"'],
    ['one quote', "'postgresql://u:hunter2@h/d"],
    ['a file with the form of a login', 'sqlite:///u:hunter2@host'],
    ['no scheme', 'u:hunter2@host:5000'],
    ['no scheme, but slashes', '//u:hunter2@host/x'],
    ['a path that is none', '/u:hunter2@host/x'],
    ['an encoded sign', '/u%3Ahunter2%40host/x'],
    ['a slash in the password of no database', 'https://u:hun/hunter2@db/x'],
    ['a slash and a second @ in the password', 'mysql://u:hun/x@hunter2@db/x'],
    ['a parameter with an @', 'postgresql://h:5432/d?password=hun@hunter2'],
    ['a parameter with an @, after a name', 'postgresql://h:name?password=hun@hunter2'],
    ['a parameter of ODBC with an @', 'mssql://h:name;PWD=hun@hunter2'],
    ['a database with an @', 'postgresql://h:5432/d@hunter2'],
    ['digits and a slash in the password', 'mysql://u:12/hunter2@db/x'],
    ['a file that is on a host', 'sqlite://u:12/hunter2@db'],
    ['a slash in a token', 'https://12/hunter2@db'],
    ['a question mark in the password', 'mysql://u:12?hunter2#@db/x'],
    ['an encoded @', 'http://u:hunter2%40127.0.0.1:5000/x'],
    ['no host', 'http://user:hunter2'],
    ['a port that is none', 'redis://:123456@h:hunter2'],
    ['parameters in the path', 'postgresql://h/d password=hunter2'],
    ['a parameter that began without a sign', 'postgresql://h/d/password=hunter2'],
    ['a secret with a variable', 'PASSWORD=hunter2'],
    ['one word with signs', 'hunter2!'],
    ['line breaks', 'postgresql://h/d\nhunter2'],
    ['two hosts with ports', 'postgresql://u:x@a:1,hunter2:2/d'],
  ])('is none of these: %s', (_, value) => {
    expect(shownValue(value)).toBeNull()
    expect(describeValue(value)).toBe(`a text of ${value.length} characters`)
    for (const shown of [quoteValue(value), quoteWord(value), formatRegion(value)]) {
      expect(shown).not.toContain('hunter2')
    }
  })

  it.each([
    ['lab', 'lab'],
    ['my lab', 'my lab'],
    ["o'brien", "o'brien"],
    ["'quoted'", 'a text of 8 characters'],
    ["x'AKIAIOSFODNN7EXAMPLE", 'a text of 22 characters'],
    ['me@company.example', 'me@company.example'],
    ['org/team:Admin-123456789012', 'org/team:Admin-123456789012'],
    ['{"password":"hunter2"}', 'a text of 22 characters'],
    ['u:hunter2@h', 'a text of 11 characters'],
    ['http://user:hunter2', 'a text of 19 characters'],
    ['password=hunter2', 'a text of 16 characters'],
    ['a#b', 'a text of 3 characters'],
  ])('is a profile if it has the form of a name: %s', (name, shown) => {
    expect(formatProfile(name)).toBe(shown)
    expect(quoteProfile(name)).toBe(shown === name ? `'${name}'` : `(${shown})`)
  })

  it.each([
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    '/JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    './AKIAIOSFODNN7EXAMPLE',
    's3://AKIAIOSFODNN7EXAMPLE/x',
    `https://${'aB3'.repeat(14)}/x`,
    'S3cr3tPa55',
    ...['db/S3cr3tPa55', 'hunt3r2', 'K7MDENG/bPxRfi', 'hunt3r.2', 'wJalrXUtn/S3cr3t.py'],
  ])('is no key: %s', (value) => {
    expect(describeValue(value)).toBe(`a text of ${value.length} characters`)
  })

  const scheme = fc.constantFrom(
    'http://',
    'https://',
    'postgresql+psycopg2://',
    'jdbc:mysql://',
    's3://',
    '//',
    '',
    '/',
  )
  const odd = fc.string({ unit: fc.constantFrom('//', ...'@:/?#&;=%$ \n"\'\\[]{}+.-aZ0é'), maxLength: 6 })
  const host = fc.constantFrom('host', 'host:5000', 'host:5000/path', '[::1]:5000', 'host/a')

  it('is never a part of a password', () => {
    fc.assert(
      fc.property(scheme, fc.constantFrom('', 'user'), odd, odd, host, (start, user, before, behind, end) => {
        expect(describeValue(`${start}${user}:${before}hunter2${behind}@${end}`)).not.toContain('hunter2')
      }),
      { numRuns: 5000 },
    )
  })

  it('is never JSON, nor an assignment', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(value, (password) => {
        for (const text of [JSON.stringify({ password }), JSON.stringify([password]), `password=${password}`]) {
          expect(shownValue(text)).toBeNull()
        }
      }),
    )
  })

  it('is always printable, and found fast', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '/', ':', '@', '=', ' ', '%40', '.', '\u200b', '\x1b'),
      maxLength: 900,
    })
    fc.assert(
      fc.property(fc.constantFrom('', 'http://', '/', 's3://'), text, (start, end) => {
        // An expression that tries every split of the text takes minutes. A busy machine may take a second.
        const begun = performance.now()
        expect(describeValue(start + end)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(performance.now() - begun).toBeLessThan(5000)
      }),
    )
  })
})

describe('a word of the command line', () => {
  it.each([
    ['--artefact-root', "'--artefact-root'"],
    ['--token=…', "'--token=…'"],
    ['trian.py', "'trian.py'"],
    ['./my script.sh', "'./my script.sh'"],
    ['g++', "'g++'"],
    ['my tool', "'my tool'"],
    ['mlflow server --password hunter2', "'mlflow …'"],
    ['python train.py hunter2', "'python …'"],
    ['{"password":"hunter2"}', 'a text of 22 characters'],
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'a text of 40 characters'],
  ])('is shown if it is a name, an option or a path: %s', (word, shown) => {
    expect(quoteWord(word)).toBe(shown)
  })
})
