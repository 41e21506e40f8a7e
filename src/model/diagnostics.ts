import { defineDiagnostics } from './diagnostic.ts'
import { formatOrigin, quoteValue } from './format.ts'
import type { Origin } from './origin.ts'

/** Why a value cannot be right. */
export type Problem =
  | 'whitespace'
  | 'control character'
  | 'line break'
  /** Of a file, which a template or a Secret has kept. */
  | 'final line break'
  | 'not ASCII'
  | 'not a region name'
  /** A URI with a password where a profile's name is expected, which would be shown. */
  | 'not a profile name'
  /** A key where a name is expected, which would be shown. */
  | 'a key'
  /** One of the launcher's own. */
  | 'an API key'
  /** `Bearer` before a token. */
  | 'the word Bearer'
  | 'quotes'
  | 'typographic quotes'
  | 'reference'
  | 'ciphertext'
  | 'unreplaced'
  | 'rest of an expression'
  | 'assignment'
  | 'file'
  /** A certificate or a private key. */
  | 'pem'
  | 'json'
  | 'json in place of a URI'
  /** `host=… dbname=…`, `Driver=…;Server=…`, `tcp(…)`. */
  | 'connection string'
  | 'jdbc'
  | 'base64'
  | 'service link'
  /** Words with blanks where a URI is expected. */
  | 'words'
  | 'punctuation'
  | 'an availability zone'
  | 'capitals'
  | 'no scheme'
  | 'two schemes'
  | 'two ports'
  | 'no host and port'
  | 'bucket in the path'
  | 'bucket in the host'

const problems = (): Readonly<Record<Problem, string>> => ({
  whitespace: 'contains whitespace, which is not valid here: copy the value again without spaces or line breaks',
  'control character': 'contains an invisible character, which is not valid here: copy the value again',
  'line break': 'contains a line break, which is not valid here: write the whole value on one line',
  'final line break':
    "ends with a line break, as a file does: remove it, as '$(cat FILE)' in a shell does, or tr -d '\\n'",
  'not ASCII':
    'contains a character outside ASCII, which is not valid here: copy the value again (only the secret of a store that MLFLOW_S3_ENDPOINT_URL names can have one)',
  'not a region name': 'expected the name of an AWS region, such as eu-central-1',
  'not a profile name': 'expected the name of a profile, found a URI with a password',
  'a key':
    'expected a name, found what looks like an AWS key: set it as MLFLOW_AWS_ACCESS_KEY_ID or MLFLOW_AWS_SECRET_ACCESS_KEY',
  'an API key': "this is an API key of a server's: set it as MLFLOW_TRACKING_TOKEN",
  'the word Bearer': "begins with 'Bearer', which MLflow writes itself: set the token without the word Bearer",
  quotes:
    "the quotes are a part of the value, because 'docker --env-file' and make keep them: write the value without quotes",
  'typographic quotes':
    'is in typographic quotes (as “ and ”), which a word processor or a web page makes: write straight quotes in their place, or none',
  reference:
    "is a reference to a secret, not the secret: run the launcher inside the secret manager's command (such as 'op run -- with-mlflow-env …'), or set the value itself",
  ciphertext:
    'is encrypted, and nothing has decrypted it: run the launcher inside the program that decrypts it, or set the value itself',
  unreplaced:
    'is an expression of a shell or a template that nothing has replaced: set the value itself (Python replaces only ${NAME} in a .env file, and Kubernetes $(NAME) only of a variable that is above it in the list)',
  'rest of an expression':
    'is what Python leaves of an expression such as ${{ … }}: set the value itself, or use the expression where it is replaced',
  assignment: "contains the name of a variable and '=': set only what comes after it",
  file: 'is the path of a file, not the secret in it: set the value itself, or write NAME=value lines into the file and name it with --env-file',
  pem: "is a certificate or a private key, which cannot be this setting's value: set the value itself",
  json: 'is JSON: set its parts as MLFLOW_AWS_ACCESS_KEY_ID and MLFLOW_AWS_SECRET_ACCESS_KEY',
  'json in place of a URI':
    "is JSON, not a URI: name the key of the secret that holds the URI (in ECS, valueFrom: 'ARN:KEY::'), or write its parts as one, such as EXAMPLE",
  'connection string':
    'is a list of parameters (such as host=… dbname=…), not a URI: write them as one, such as EXAMPLE',
  jdbc: "is an address for Java: write it without 'jdbc:', with the user and the password before the host, such as postgresql://USER:PASSWORD@HOST:5432/DATABASE",
  base64:
    'is base64: set the text that it encodes (a Kubernetes Secret has base64 under data, and plain text under stringData)',
  'service link':
    "contains Kubernetes' link to a Service (tcp://…), where a host or a port belongs: write the Service's name and its port, or set enableServiceLinks: false for the pod",
  words:
    "expected a URI or a path, found words with blanks: set the value itself, or write './' before the name of a directory",
  punctuation: 'ends with a character that no key id has: remove it',
  'an availability zone': 'is an availability zone, not a region',
  capitals: 'names of regions have no capitals and no underscores',
  'two schemes': 'has two schemes: remove one of them',
  'two ports': 'has two ports: write one after the host, such as http://localhost:9000',
  'no host and port':
    'expected http://HOST:PORT, with a port up to 65535 and an IPv6 address in brackets: correct what comes after the slashes',
  'bucket in the path':
    "has the bucket in its path, and boto3 writes the bucket's name after the endpoint: remove the path, and name the bucket in the artifact root, as s3://BUCKET/PATH",
  'bucket in the host':
    "has the bucket in its host, and boto3 writes the bucket's name after the endpoint: remove it there, and name the bucket in the artifact root, as s3://BUCKET/PATH",
  'no scheme': 'expected a URL with http:// or https://, such as http://localhost:9000',
})

/** A URI of the kind that a setting expects, by the setting's name. */
function exampleOf(origin: Origin): string {
  const name = 'name' in origin ? origin.name : ''
  if (/endpoint/i.test(name)) return 'http://HOST:9000'
  if (/artifact/i.test(name)) return 's3://BUCKET/PATH'
  if (/tracking|registry.uri/i.test(name)) return 'http://HOST:5000'
  return 'postgresql://USER:PASSWORD@HOST:5432/DATABASE'
}

/** What can be wrong with a single value: a credential, a region, a profile's name or a URI. */
export const valueDiagnostics = defineDiagnostics(() => ({
  'invalid-value': ({ problem, meant = null }: InvalidData, origin: Origin) =>
    `${formatOrigin(origin)}${/^(?:is|has|contains|begins|ends) /.test(problems()[problem]) ? '' : ':'} ${problems()[problem].replace('EXAMPLE', exampleOf(origin))}${meant === null ? '' : `: did you mean ${quoteValue(meant)}?`}`,
  'placeholder-value': (_: unknown, origin: Origin) =>
    `${formatOrigin(origin)} still has the template's placeholder: replace it with the real value, or remove it`,
}))

interface InvalidData {
  readonly problem: Problem
  /** What was probably meant. It is shown: it holds no secret. */
  readonly meant?: string | null
}
