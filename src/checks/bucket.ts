import type { Origin } from '../model/origin.ts'
import { ask } from '../python/run-script.ts'
import type { Finding } from './check-result.ts'
import type { CheckContext } from './context.ts'

/*
 * A server with the wrong account answers its clients with a general 500 after many tries. The client is made as MLflow
 * makes its own. An account that may list its own folder only is refused the first question and not the second.
 */
const SCRIPT = `
import json, os, sys
import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

def say(kind, reason=""):
    print(json.dumps({"kind": kind, "reason": reason[:300]}), flush=True)

bucket, prefix = sys.argv[1:]
env = os.environ.get
insecure = env("MLFLOW_S3_IGNORE_TLS", "").lower() in ("true", "1")
owner = env("MLFLOW_S3_EXPECTED_BUCKET_OWNER")
more = {"ExpectedBucketOwner": owner} if owner else {}
try:
    client = boto3.client(
        "s3",
        endpoint_url=env("MLFLOW_S3_ENDPOINT_URL") or None,
        verify=False if insecure else None,
        config=Config(
            connect_timeout=10,
            read_timeout=20,
            retries={"total_max_attempts": 2},
            s3={"addressing_style": env("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE") or "auto"},
        ),
    )
    try:
        client.head_bucket(Bucket=bucket, **more)
    except ClientError:
        # The first answer has no body, and so no reason.
        client.list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=1, **more)
except ClientError as error:
    code = str(error.response.get("Error", {}).get("Code", ""))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in ("NoSuchBucket", "404"):
        say("missing")
    elif 400 <= status < 500 and status not in (408, 429):
        say("refused", code or str(status))
    else:
        say("unreachable", code or str(status))
except BotoCoreError as error:
    kind = type(error).__name__
    unreachable = ("ConnectionError", "Timeout", "SSLError", "ConnectionClosedError")
    say("unreachable" if any(word in kind for word in unreachable) else "refused", kind)
`

/** Looks for the bucket with the server's own credentials. */
export function checkBucket(plan: CheckContext, report: (finding: Finding) => void): void {
  const { mode, destination, defaultRoot } = plan.settings.artifacts
  const root = mode === 'direct' ? defaultRoot : destination
  const [, bucket, prefix = ''] = /^s3:\/\/(arn:[^/?#]+|[^/?#:]+)\/?(.*)$/i.exec(root?.value ?? '') ?? []
  if (!bucket || !root || !plan.settings.bucketCheck.value) return
  ask(plan, { script: SCRIPT, args: [bucket, prefix] }, ({ kind, reason }) => {
    const finding = interpret({ bucket, origin: root.origin }, String(kind), String(reason), mode === 'direct')
    if (finding) report(finding)
  })
}

interface Place {
  readonly bucket: string
  readonly origin: Origin
}

/** Where clients reach the store by themselves, the server can do without. */
function interpret(place: Place, kind: string, reason: string, direct: boolean): Finding | null {
  if (kind === 'unreachable') return { kind: 'told', warning: { code: 'bucket-silent', ...place, reason } }
  if (kind === 'missing') {
    if (direct) return { kind: 'told', warning: { code: 'bucket-closed', ...place, reason: 'NoSuchBucket' } }
    return { kind: 'ends', failure: { code: 'bucket-missing', ...place } }
  }
  if (kind !== 'refused') return null
  if (direct) return { kind: 'told', warning: { code: 'bucket-closed', ...place, reason } }
  return { kind: 'ends', failure: { code: 'bucket-refused', ...place, reason } }
}
