interface ProbePartFacts {
  readonly needsNetwork: boolean
  /** With `aws` it is asked with boto3's credentials, of which the part `session` tells. */
  readonly isFor: 'machine' | 'aws' | 'server'
}

/**
 * What the Python probe can be asked, by the names that `src/python/doctor/main.py` knows. Its responses have the
 * part's name as their kind.
 */
export const PROBE_PARTS = {
  /** The interpreter and what is installed: nothing is imported. */
  installation: { needsNetwork: false, isFor: 'machine' },
  /** Whose credentials boto3 finds, and for which region and endpoint. */
  session: { needsNetwork: false, isFor: 'aws' },
  /** The caller's identity by STS. */
  caller: { needsNetwork: true, isFor: 'aws' },
  /** Whether the bucket is there, and may be listed. */
  bucket: { needsNetwork: true, isFor: 'aws' },
  /** A throw-away object, written, read and deleted. */
  objects: { needsNetwork: true, isFor: 'aws' },
  /** Encryption and public access of the bucket. */
  bucketSettings: { needsNetwork: true, isFor: 'aws' },
  /** Whether MLflow can be imported. It asks nobody, but takes seconds: `--offline` is the quick look. */
  mlflow: { needsNetwork: true, isFor: 'machine' },
  /** The tracking server: health, version, host check, artifacts, experiments. */
  server: { needsNetwork: true, isFor: 'server' },
} as const satisfies Readonly<Record<string, ProbePartFacts>>

export type ProbePart = keyof typeof PROBE_PARTS
