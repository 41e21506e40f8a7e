/**
 * What the Python probe can be asked, by the names that `src/python/doctor/main.py` knows. Its responses have the
 * part's name as their kind.
 */
export const PROBE_PARTS = {
  /** The interpreter and what is installed: nothing is imported. */
  installation: { needsNetwork: false },
  /** Whose credentials boto3 finds, and for which region and endpoint. */
  session: { needsNetwork: false },
  /** The caller's identity by STS. */
  caller: { needsNetwork: true },
  /** Whether the bucket is there, and may be listed. */
  bucket: { needsNetwork: true },
  /** A throw-away object, written, read and deleted. */
  objects: { needsNetwork: true },
  /** Encryption and public access of the bucket. */
  bucketSettings: { needsNetwork: true },
  /** The tracking server: health, version, host check, artifacts, experiments. */
  server: { needsNetwork: true },
} as const satisfies Readonly<Record<string, { readonly needsNetwork: boolean }>>

export type ProbePart = keyof typeof PROBE_PARTS
