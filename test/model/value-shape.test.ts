import { describe, expect, it } from 'vitest'
import { checkStoreUri, checkUri } from '../../src/model/check-value.ts'
import { type Problem, valueDiagnostics } from '../../src/model/diagnostics.ts'
import { findWrongShape, type ValueKind } from '../../src/model/value-shape.ts'

const EVERY_KIND: readonly (readonly [Problem, string])[] = [
  ['quotes', '"AKIALABLABLABLABLAB1"'],
  ['quotes', "'AKIALABLABLABLABLAB1'"],
  ['quotes', '\\"AKIALABLABLABLABLAB1\\"'],
  ['quotes', '`AKIALABLABLABLABLAB1`'],
  ['typographic quotes', '\u201cAKIALABLABLABLABLAB1\u201d'],
  ['typographic quotes', '\u2018AKIALABLABLABLABLAB1\u2019'],
  ['typographic quotes', '\u201eAKIALABLABLABLABLAB1\u201c'],
  ['typographic quotes', '\u00abhttp://localhost:5000\u00bb'],
  ['typographic quotes', '\u201d\u201d'],
  ['reference', 'op://Private/AWS Key/id'],
  ['reference', 'vault:secret/data/aws#AWS_SECRET'],
  ['reference', '>>vault:secret/data/aws#AWS_SECRET'],
  ['reference', 'vault://secret/aws'],
  ['reference', 'ref+vault://secret/aws#/key'],
  ['reference', 'ref+awssecrets://lab/key'],
  ['reference', 'secretref+gcpsecrets://p/s'],
  ['reference', 'aws-sm://lab/key'],
  ['reference', 'awssm://lab'],
  ['reference', 'ssm:/lab/key'],
  ['reference', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:lab-AbCdEf'],
  ['reference', 'arn:aws-cn:ssm:cn-north-1:1:parameter/lab'],
  ['reference', 'bws://1234'],
  ['reference', 'doppler://lab/key'],
  ['reference', 'keyring://mlflow/key'],
  ['reference', 'infisical://lab/key'],
  ['reference', 'gcp-sm://lab/key'],
  ['reference', 'projects/1/secrets/lab/versions/latest'],
  ['reference', 'akv://lab/key'],
  ['reference', '@Microsoft.KeyVault(SecretUri=https://lab.vault.azure.net/secrets/k)'],
  ['reference', '{{resolve:secretsmanager:lab:SecretString:key}}'],
  ['reference', '!var lab/key'],
  ['ciphertext', 'encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3'],
  ['ciphertext', 'ENC[AES256_GCM,data:abc=,iv:x=,tag:y==,type:str]'],
  ['ciphertext', 'ENC[PKCS7,MIIB]'],
  ['ciphertext', '!vault |'],
  ['ciphertext', '$ANSIBLE_VAULT;1.1;AES256'],
  ['ciphertext', '-----BEGIN AGE ENCRYPTED FILE-----'],
  ['ciphertext', 'vault:v1:8SDd3WHDOjf7mq69'],
  ['ciphertext', '{cipher}AQA6edfaa'],
  ['unreplaced', '$LAB_KEY'],
  ['unreplaced', '$lab_key'],
  ['unreplaced', '${LAB_KEY}'],
  ['unreplaced', '${LAB_KEY:?must be set}'],
  ['unreplaced', '${{ secrets.LAB_KEY }}'],
  ['unreplaced', '$(aws configure get aws_access_key_id)'],
  ['unreplaced', '`aws configure get x`'],
  ['unreplaced', '%LAB_KEY%'],
  ['unreplaced', '$env:LAB_KEY'],
  ['unreplaced', '{{ vault_lab_key }}'],
  ['unreplaced', '((lab.key))'],
  ['unreplaced', '#{LAB_KEY}#'],
  ['unreplaced', '__LAB_KEY__'],
  ['unreplaced', '@LAB_KEY@'],
  ['rest of an expression', '}'],
  ['rest of an expression', '}}'],
  ['assignment', 'AWS_ACCESS_KEY_ID=AKIALABLABLABLABLAB1'],
  ['assignment', 'export MLFLOW_AWS_SECRET_ACCESS_KEY=x+/y'],
]

const KEYS: readonly (readonly [Problem, string])[] = [
  ['reference', 'anything://lab/key'],
  ['ciphertext', `age1${'q'.repeat(58)}`],
  ['ciphertext', 'U2FsdGVkX1+vupppZksvRf5pq5g5XjFRlipRkwB0K1Y='],
  ['ciphertext', `AQICAH${'a'.repeat(100)}`],
  ['file', '/run/secrets/aws_secret'],
  ['file', 'file:///etc/aws/secret'],
  ['json', '{"AccessKeyId": "AKIA"}'],
  ['punctuation', 'AKIALABLABLABLABLAB1,'],
  ['quotes', '"AKIALABLABLABLABLAB1'],
]

const URIS: readonly (readonly [Problem, string])[] = [
  ['json in place of a URI', '{"username":"mlflow","password":"hunter2","host":"db"}'],
  ['json in place of a URI', ' {\n  "uri": "postgresql://u:p@h/d"\n}'],
  ['json in place of a URI', "{'username': 'mlflow'}"],
  ['json in place of a URI', '{\\"username\\":\\"mlflow\\"}'],
  ['json in place of a URI', '["http://a", "http://b"]'],
  ['json in place of a URI', '{}'],
  ['connection string', 'host=db user=mlflow password=hunter2 dbname=mlflow'],
  ['connection string', "dbname='mlflow' host='db'"],
  ['connection string', 'host=db;port=1'],
  ['connection string', 'Driver={ODBC Driver 18 for SQL Server};Server=db;UID=u;PWD=hunter2'],
  ['connection string', 'Server=db;User Id=u;Password=hunter2'],
  ['connection string', 'DefaultEndpointsProtocol=https;AccountName=lab;AccountKey=aGVsbG8='],
  ['connection string', 'u:hunter2@tcp(db:3306)/mlflow'],
  ['jdbc', 'jdbc:postgresql://db:5432/mlflow'],
  ['jdbc', 'jdbc:sqlserver://db:1433;databaseName=x'],
  ['base64', 'cG9zdGdyZXNxbDovL3U6cEBoL2Q='],
  ['base64', 'eyJ1c2VybmFtZSI6Im1sZmxvdyJ9'],
  ['service link', 'tcp://10.43.1.2:5000'],
  ['service link', 'http://mlflow:tcp://10.43.1.2:5000'],
  ['service link', 'postgresql://u:p@postgres:tcp://10.43.1.2:5432/mlflow'],
  ['service link', 'http://tcp://10.43.1.2:9000'],
  ['unreplaced', 'postgresql://$(DB_USER):$(DB_PASSWORD)@db/mlflow'],
  ['unreplaced', 'postgresql://mlflow:${DB_PASSWORD}@db/mlflow'],
  ['unreplaced', 'postgresql://mlflow:$DB_PASSWORD@db/mlflow'],
  ['unreplaced', 'postgresql://mlflow:<password>@db/mlflow'],
  ['unreplaced', 'postgresql://mlflow:x@db/$(DB_NAME)'],
  ['unreplaced', 'postgresql://mlflow:x@db/${DB_NAME:-mlflow}'],
  ['unreplaced', 's3://lab/${ENVIRONMENT}/mlflow'],
  ['unreplaced', './${RUN}/mlruns'],
  ['unreplaced', '$HOME/mlruns'],
  ['quotes', '"postgresql://u:p@h/d"'],
  ['quotes', "'postgresql://u:p@h/d"],
  ['quotes', 'postgresql://u:p@h/d"'],
  ['assignment', 'DATABASE_URL=postgresql://u:p@h/d'],
]

describe('a value that something should have changed', () => {
  it.each(URIS)('is known where a URI is expected: %s, %s', (problem, value) => {
    expect(findWrongShape(value, 'uri')).toBe(problem)
  })

  it.each(['service=prod/art', 'service=prod/region=eu/date=2026-01-01', 'database=x'])(
    'is not known in the name of a directory: %s',
    (value) => expect(findWrongShape(value, 'uri')).toBeNull(),
  )

  it.each([
    ['MLFLOW_S3_ENDPOINT_URL', 'http://HOST:9000'],
    ['--artifact-root', 's3://BUCKET/PATH'],
    ['MLFLOW_TRACKING_URI', 'http://HOST:5000'],
    ['BACKEND_STORE_URI', 'postgresql://USER:PASSWORD@HOST:5432/DATABASE'],
  ])('is named with an example of what belongs there: %s', (name, example) => {
    for (const problem of ['json in place of a URI', 'connection string'] as const) {
      const { message } = valueDiagnostics.error('invalid-value', { kind: 'environment', name }, { problem })
      expect(message).toMatch(new RegExp(`such as ${example}$`))
    }
  })

  it('is known where a name is expected, if it is JSON', () => {
    expect(findWrongShape('{"profile": "lab"}', 'name')).toBe('json')
  })

  it.each(EVERY_KIND)('is known whatever it is for: %s, %s', (problem, value) => {
    const kinds: readonly ValueKind[] = ['key', 'name', 'uri']
    expect(kinds.map((kind) => findWrongShape(value, kind))).toEqual(kinds.map(() => problem))
  })

  it.each(KEYS)('is known where a key is expected: %s, %s', (problem, value) => {
    expect(findWrongShape(value, 'key')).toBe(problem)
  })

  it.each([
    'http://$HOST:5000',
    'http://${HOST}:5000',
    'https://}/mlflow',
    'https://{{ host }}/mlflow',
    'http://user:p$w@%HOST%/',
    's3://$BUCKET/mlflow',
    's3://<bucket>/mlflow',
    's3://lab/{{ path }}',
  ])('is known in a host or a bucket: %s', (value) => {
    expect(findWrongShape(value, 'uri')).toBe('unreplaced')
  })
})

describe('a value of any characters', () => {
  it.each([
    'AKIALABLABLABLABLAB1',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'minioadmin',
    'any',
    'p$word',
    '$ecret123',
    'pa$$word$',
    'a"b',
    '"q"uoted',
    'say \u201cx\u201d twice',
    '$uperSecret123',
    "it's",
    '{curly}',
    'per%cent%',
    'pass:word',
    '(x)',
    'e}',
    '<3',
    'IQoJb3JpZ2luX2VjEDUaCXVzLWVhc3QtMSJHMEUCIQD/+==',
    'eyJhbGciOiJIUzUxMiJ9.eyJhY2Nlc3NLZXkiOiJ4In0.Zm9v-_',
    'a=b',
    'http://h/p#f',
    '/',
  ])('is a key: %s', (value) => {
    expect(findWrongShape(value, 'key')).toBeNull()
  })

  it.each(['default', 'lab', 'my profile', 'a/b', 'team@lab', 'AdministratorAccess-1234', 'eu-central-1'])(
    'is a name: %s',
    (value) => {
      expect(findWrongShape(value, 'name')).toBeNull()
    },
  )

  it.each([
    'http://localhost:5000',
    'https://user:p$w%7B@host.example/mlflow?x={y}',
    'http://[fe80::1%25eth0]:5000',
    'http+unix://%2Fvar%2Frun%2Fx.sock',
    'databricks://profile',
    'arn:aws:sagemaker:us-east-1:123456789012:mlflow-tracking-server/x',
    'azureml://eastus.api.azureml.ms/mlflow/v1.0',
    'sqlite:///mlflow.db',
    'postgresql+psycopg2://u:p@h/d',
    's3://lab-mlflow/$folder$/x',
    's3://lab_mlflow/a b/(1)',
    'mlflow-artifacts:/',
    'file:///run/secrets/x',
    './mlruns',
    './my runs',
    '/home/me/my runs',
    '../{a}',
    'mlruns',
    'date=2026-01-01/x',
    'postgresql://u:p@a,b/d',
    'postgresql://u:p@/d?host=a:1&host=b:2',
    'postgresql://u:$ecret@h/d',
    'postgresql://u:p$(w@h/d',
    'postgresql://u:p%24w@%2Fvar%2Frun%2Fpostgresql/d',
    "postgresql://u:it's@h/d?options=-c%20search_path=x",
    'mssql+pyodbc:///?odbc_connect=Driver%3D%7BODBC%7D%3BServer%3Dh',
    'sqlite:////home/me/my runs/mlflow.db',
    's3://lab/tcp/udp:/x',
    'hdfs://host/x y',
    'C:\\mlruns',
  ])('is a URI: %s', (value) => {
    expect(findWrongShape(value, 'uri')).toBeNull()
  })
})

it.each(['ask the database team', 'psql -h db -U mlflow', 'hunter2 hunter2', 'my runs', 'my project/mlruns'])(
  'a text is refused as a store of a server, and can be the directory of a tracking URI: %s',
  (value) => {
    const uri = { value, origin: { kind: 'environment', name: 'MLFLOW_TRACKING_URI' } } as const
    expect(() => checkStoreUri(uri)).toThrow('invalid-value')
    expect(() => checkUri(uri)).not.toThrow()
  },
)

it.each(['./my runs', '/srv/my runs', '~/my runs', 'sqlite:///my runs.db', 'C:\\my runs'])(
  'blanks are no sign of a text in a path or a URI: %s',
  (value) => {
    expect(() => checkStoreUri({ value, origin: { kind: 'environment', name: 'X' } })).not.toThrow()
  },
)
