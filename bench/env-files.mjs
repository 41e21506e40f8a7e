// The .env files that the launchers read: the usual dozen of lines, and a very long one.
import { makeKeys } from './keys.mjs'

export function typicalEnvFile() {
  const [id, secret] = makeKeys()
  return `# Where MLflow writes
MLFLOW_TRACKING_URI=http://127.0.0.1:5001
MLFLOW_ARTIFACT_ROOT=s3://example-mlflow/artifacts

# The account that it writes with
MLFLOW_AWS_ACCESS_KEY_ID=${id}
MLFLOW_AWS_SECRET_ACCESS_KEY=${secret}
MLFLOW_AWS_DEFAULT_REGION=us-east-1

EXPERIMENT_NAME="churn model"
DATA_FOLDER=data/processed
DEBUG=false
`
}

// Twenty lines for each service, until the file is as long as it has to be.
const block = `# Service NUMBER
SERVICE_NUMBER_HOST=service-NUMBER.internal.example
SERVICE_NUMBER_PORT=8080
SERVICE_NUMBER_URL=https://service-NUMBER.internal.example/api/v1?retry=3&format=json
SERVICE_NUMBER_USER=worker
SERVICE_NUMBER_TITLE="Service NUMBER, the second try"
SERVICE_NUMBER_NOTE='kept as it is: a \\ and a "quote"'

# Limits
SERVICE_NUMBER_TIMEOUT=30
SERVICE_NUMBER_RETRIES=5
export SERVICE_NUMBER_THREADS=4
SERVICE_NUMBER_BATCH=256
SERVICE_NUMBER_LEVEL=info
SERVICE_NUMBER_PATHS=/srv/data:/srv/models:/srv/cache

SERVICE_NUMBER_ENABLED=true
SERVICE_NUMBER_EMPTY=
SERVICE_NUMBER_TOKEN="dGhpcyBpcyBub3QgYSBzZWNyZXQ="
SERVICE_NUMBER_LAST=NUMBER
`

export function largeEnvFile(lines) {
  const all = typicalEnvFile().trimEnd().split('\n')
  for (let number = 1; all.length < lines; number++) {
    const name = String(number).padStart(4, '0')
    all.push(...block.replaceAll('NUMBER', name).trimEnd().split('\n'))
    // Rarer constructs, once in ten services.
    if (number % 10 !== 0) continue
    all.push(`SERVICE_${name}_HEALTH="\${SERVICE_${name}_URL}/health"`)
    all.push(`SERVICE_${name}_DEADLINE=90 # seconds`)
  }
  return `${all.slice(0, lines).join('\n')}\n`
}
