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
  ])('is recognised without its scheme: %s', (root, meant) => {
    expect(guess(root)).toBe(meant)
  })

  it.each([
    's3://lab-mlflow/mlflow',
    'S3://b/x',
    'gs://lab',
    'https://mlflow.example/api',
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

  it('is a directory if there is one', () => {
    expect(guess('lab-mlflow/mlflow', ['lab-mlflow'])).toBeNull()
  })
})
