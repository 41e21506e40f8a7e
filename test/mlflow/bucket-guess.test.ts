import { describe, expect, it } from 'vitest'
import { guessBucket } from '../../src/mlflow/bucket-guess.ts'

const guess = (root: string, existing: readonly string[] = []) => guessBucket(root, (path) => existing.includes(path))

describe('an artifact root that names a bucket', () => {
  it.each([
    ['lab-mlflow/mlflow', 's3://lab-mlflow/mlflow'],
    ['lab-mlflow', 's3://lab-mlflow'],
    ['lab.mlflow/', 's3://lab.mlflow/'],
    ['lab/mlflow', 's3://lab/mlflow'],
    ['s3:/lab/mlflow', 's3://lab/mlflow'],
    ['s3:lab/mlflow', 's3://lab/mlflow'],
    ['s3:///lab/mlflow', 's3://lab/mlflow'],
    ['s3//lab/mlflow', 's3://lab/mlflow'],
    ['arn:aws:s3:::lab/mlflow', 's3://lab/mlflow'],
    ['arn:aws:s3:::b', 's3://b'],
    ['s3a://b/x', 's3://b/x'],
    ['S3N://lab', 's3://lab'],
    ['https://lab.s3.eu-west-1.amazonaws.com/mlflow', 's3://lab/mlflow'],
    ['https://s3.amazonaws.com/lab/mlflow', 's3://lab/mlflow'],
    ['http://lab.s3-website-us-east-1.amazonaws.com', 's3://lab'],
    ['https://lab.s3.dualstack.eu-west-1.amazonaws.com/mlflow', 's3://lab/mlflow'],
    ['https://my.lab.s3.cn-north-1.amazonaws.com.cn/mlflow', 's3://my.lab/mlflow'],
    ['https://lab.s3-accelerate.amazonaws.com/mlflow', 's3://lab/mlflow'],
    ['https://s3-fips.dualstack.us-gov-west-1.amazonaws.com/lab', 's3://lab'],
    ['https://lab.s3.amazonaws.com/mlflow?X-Amz-Signature=0000', 's3://lab/mlflow'],
    ['lab.s3.eu-west-1.amazonaws.com/mlflow', 's3://lab/mlflow'],
    ['s3.amazonaws.com/lab/mlflow', 's3://lab/mlflow'],
    ['https://s3.console.aws.amazon.com/s3/buckets/lab?prefix=a%20b/', 's3://lab/a b/'],
    ['https://s3.console.aws.amazon.com/s3/buckets/lab/?region=eu-west-1&tab=objects', 's3://lab/'],
    ['https://eu-west-1.console.aws.amazon.com/s3/buckets/lab?region=eu-west-1&prefix=x/#y', 's3://lab/x/'],
    ['https://console.amazonaws.cn/s3/buckets/lab?prefix=x/', 's3://lab/x/'],
    ['arn:aws:s3:::lab/mlflow/*', 's3://lab/mlflow/'],
    ['arn:aws-us-gov:s3:::lab/*', 's3://lab/'],
  ])('is recognised without its scheme: %s', (root, meant) => {
    expect(guess(root)).toBe(meant)
  })

  it.each([
    's3://lab-mlflow/mlflow',
    'S3://b/x',
    'gs://lab',
    'https://mlflow.example/api',
    'https://s3.example/lab/x',
    'https://lab.execute-api.eu-west-1.amazonaws.com/x',
    'https://eu-west-1.console.aws.amazon.com/sagemaker/home',
    'wasbs://c@a.blob.core.windows.net/x',
    'abfss://f@a.dfs.core.windows.net/x',
    'hdfs://h:8020/x',
    'file:///srv/x',
    'file:x',
    'ftp://h/x',
    'sftp://h/x',
    'viewfs://c/x',
    'r2://b@a.r2.cloudflarestorage.com/x',
    'b2://b/x',
    'mlflow-artifacts://h:5000/x',
    'mlflow-artifacts:/',
    'arn:aws:s3:eu-west-1:123456789012:accesspoint/lab',
    'mlruns',
    'mlartifacts',
    'artifacts/run-1',
    'data/mlruns',
    './lab-mlflow',
    '../lab-mlflow',
    '/srv/lab-mlflow',
    '~/lab-mlflow',
    'Lab_Artifacts/x',
    'C:\\lab',
    'dbfs:/lab',
    '',
  ])('is left alone if it can be meant so: %s', (root) => {
    expect(guess(root)).toBeNull()
  })

  it('costs no more for a long name that is nearly one', () => {
    const started = performance.now()
    expect(guess(`https://lab.s3${'-a'.repeat(50_000)}!`)).toBeNull()
    expect(guess(`https://${'lab.s3.'.repeat(10_000)}!`)).toBeNull()
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('is a directory if there is one', () => {
    expect(guess('lab-mlflow/mlflow', ['lab-mlflow'])).toBeNull()
  })
})
