// What MLflow 3.17.2 makes of each URI was tried: mlflow.set_tracking_uri(uri), then mlflow.search_experiments().
import { describe, expect, it } from 'vitest'
import { checkTrackingUri } from '../../src/mlflow/check-tracking-uri.ts'
import { findTrackingUriProblem } from '../../src/mlflow/tracking-uri-problem.ts'

describe('a tracking URI that MLflow cannot use', () => {
  it.each([
    ['localhost:5000', 'no scheme', 'http://localhost:5000'],
    ['mlflow:5000', 'no scheme', 'http://mlflow:5000'],
    ['mlflow.example.com:8080/mlflow', 'no scheme', 'http://mlflow.example.com:8080/mlflow'],
    // A directory of this name.
    ['127.0.0.1:5000', 'no scheme', 'http://127.0.0.1:5000'],
    ['[::1]:5000', 'no scheme', 'http://[::1]:5000'],
    ['//127.0.0.1:5000', 'no scheme', 'http://127.0.0.1:5000'],
    ['localhost', 'no scheme', 'http://localhost'],
    ['localhost/mlflow', 'no scheme', 'http://localhost/mlflow'],
    ['10.0.0.5', 'no scheme', 'http://10.0.0.5'],
    ['mlflow.example.com', 'no scheme', 'https://mlflow.example.com'],
    [':5000', 'no scheme', 'http://localhost:5000'],
    ['5000', 'no scheme', 'http://localhost:5000'],
    ['http:/localhost:5000', 'wrong slashes', 'http://localhost:5000'],
    ['http:localhost:5000', 'wrong slashes', 'http://localhost:5000'],
    ['https:/mlflow.example.com', 'wrong slashes', 'https://mlflow.example.com'],
    ['http//localhost:5000', 'wrong slashes', 'http://localhost:5000'],
    ['http;//localhost:5000', 'wrong slashes', 'http://localhost:5000'],
    ['http:\\\\localhost:5000', 'wrong slashes', 'http://localhost:5000'],
    ['http:///localhost:5000', 'wrong slashes', 'http://localhost:5000'],
    ['sqlite://mlflow.db', 'wrong slashes', 'sqlite:///mlflow.db'],
    ['sqlite:mlflow.db', 'wrong slashes', 'sqlite:///mlflow.db'],
    ['sqlite:/data/mlflow.db', 'wrong slashes', 'sqlite:////data/mlflow.db'],
    ['postgresql:/user@db/mlflow', 'wrong slashes', 'postgresql://user@db/mlflow'],
    ['file://mlruns', 'wrong slashes', 'file:///mlruns'],
    ['file://home/me/mlruns', 'wrong slashes', 'file:///home/me/mlruns'],
    ['postgresql://u:p@a:5432,b:5432/d', 'several hosts', null],
    ['mysql+pymysql://a:3306,b/d', 'several hosts', null],
    ['http://127.0.0.1:99999', 'not a URL', null],
    ['http://127.0.0.1:abc', 'not a URL', null],
    ['http://127.0.0.1::5000', 'not a URL', null],
    ['http://::1:5000', 'not a URL', null],
    ['http://*:5000', 'not a URL', null],
    ['http://', 'not a URL', null],
    ['http://localhost:5000/#/experiments/1', 'a page', 'http://localhost:5000'],
    ['https://h/mlflow/?x=y', 'a page', 'https://h/mlflow'],
    ['~/mlruns', 'home directory', null],
    ['s3://bucket/mlflow', 'artifact store', null],
    ['mlflow-artifacts:/x', 'artifact store', null],
    ['gs://bucket', 'artifact store', null],
    ['htp://localhost:5000', 'unknown scheme', 'http://localhost:5000'],
    ['htpps://h', 'unknown scheme', 'https://h'],
    ['hppt://h', 'unknown scheme', 'http://h'],
    ['ttp://h', 'unknown scheme', 'http://h'],
    ['postgres://u@db/x', 'unknown scheme', 'postgresql://u@db/x'],
    ['postgres+psycopg2://u@db/x', 'unknown scheme', 'postgresql+psycopg2://u@db/x'],
    ['postgresq://db/x', 'unknown scheme', 'postgresql://db/x'],
    ['mariadb://db/x', 'unknown scheme', 'mysql://db/x'],
    ['sqllite:///mlflow.db', 'unknown scheme', 'sqlite:///mlflow.db'],
    ['sqlite3:///mlflow.db', 'unknown scheme', 'sqlite:///mlflow.db'],
    ['SQLITE:///mlflow.db', 'unknown scheme', 'sqlite:///mlflow.db'],
    ['ws://localhost:5000', 'unknown scheme', null],
    ['tcp://10.0.0.1:5000', 'unknown scheme', null],
    ['oracle://db/x', 'unknown scheme', null],
    ['http+unix://socket', 'unknown scheme', null],
  ])('is recognised, with what was meant: %s', (uri, problem, meant) => {
    expect(findTrackingUriProblem(uri)).toMatchObject({ problem, meant })
  })
})

describe('a tracking URI that MLflow can use', () => {
  it.each([
    'http://localhost:5000',
    'HTTP://localhost:5000',
    'https://mlflow.example.com',
    'https://mlflow.example.com/team/mlflow/',
    'http://user:p%40ss@host:5000',
    'http://[::1]:5000/mlflow',
    'http://mlflow_server:5000',
    'http://h:65535',
    'sqlite:///mlflow.db',
    'sqlite:////data/mlflow.db',
    'sqlite://',
    'sqlite+pysqlite:///mlflow.db',
    'postgresql://user:pw@db:5432/mlflow',
    'postgresql+psycopg2://db/x',
    'mysql+pymysql://db/x',
    'mssql+pyodbc://db/x?driver=x',
    './mlruns',
    'mlruns',
    'my.runs',
    '/data/my runs',
    '//data/mlruns',
    '../shared:5000/x',
    'C:\\runs',
    'C:/runs',
    'file:/tmp/mlruns',
    'file:mlruns',
    'file:///tmp/mlruns',
    'file://localhost/tmp/mlruns',
    'databricks',
    'databricks://profile',
    'databricks-uc',
    'uc:http://127.0.0.1:8080',
    'arn:aws:sagemaker:us-east-1:123456789012:mlflow-tracking-server/lab',
    'arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:mlflow-app/x',
    'azureml://eastus.api.azureml.ms/mlflow/v1.0/subscriptions/x',
    'oci:us-ashburn-1',
    'elasticsearch://h:9200',
  ])('causes no warning: %s', (uri) => {
    expect(findTrackingUriProblem(uri)).toBeNull()
  })
})

it('the warning names the variable and what was meant, and no password', () => {
  const origin = { kind: 'file', name: 'MLFLOW_TRACKING_URI', path: '/p/.env', display: '.env', line: 3 } as const
  const message = (value: string) => checkTrackingUri({ value, origin })[0]?.message
  expect(message('localhost:5000')).toBe(
    'MLFLOW_TRACKING_URI in .env:3: MLflow does not recognize an address without http:// or https:// as a server: did you mean http://localhost:5000?',
  )
  expect(message('ws://h')).toBe(
    "MLFLOW_TRACKING_URI in .env:3: MLflow does not support this scheme for a tracking URI ('ws'), unless a plugin does",
  )
  for (const uri of [
    'http//me:s3cret@h',
    'postgres://me:s3cret@h/x',
    'me:s3cret@h:5000',
    'http://me:s3cret@h:x',
    'htp:me:s3cret@h',
  ]) {
    expect(message(uri)).not.toContain('s3cret')
  }
})
