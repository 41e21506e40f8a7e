import { diagnostics as allowedHosts } from '../../src/checks/allowed-hosts.ts'
import { diagnostics as argvSecrets } from '../../src/checks/argv-secrets.ts'
import { diagnostics as artifactDirectory } from '../../src/checks/artifact-directory.ts'
import { diagnostics as artifactLocations } from '../../src/checks/artifact-locations.ts'
import { diagnostics as behindGate } from '../../src/checks/behind-gate.ts'
import { diagnostics as bindOption } from '../../src/checks/bind-option.ts'
import { diagnostics as bucket } from '../../src/checks/bucket-diagnostics.ts'
import { diagnostics as database } from '../../src/checks/database-diagnostics.ts'
import { diagnostics as databaseDriver } from '../../src/checks/database-driver.ts'
import { diagnostics as databaseFile } from '../../src/checks/database-file.ts'
import { diagnostics as databaseSchema } from '../../src/checks/database-schema.ts'
import { diagnostics as fileStore } from '../../src/checks/file-store.ts'
import { diagnostics as mlflowVersion } from '../../src/checks/mlflow-version.ts'
import { diagnostics as presignedVariables } from '../../src/checks/presigned-variables.ts'
import { diagnostics as pythonPackages } from '../../src/checks/python-packages.ts'
import { diagnostics as replacedModules } from '../../src/checks/replaced-modules.ts'
import { diagnostics as runChecks } from '../../src/checks/run-checks.ts'
import type { StoreSetting } from '../../src/checks/store-wording.ts'
import { diagnostics as tlsFiles } from '../../src/checks/tls-files.ts'
import { diagnostics as uploadArguments } from '../../src/checks/upload-arguments.ts'
import { diagnostics as uriSchemes } from '../../src/checks/uri-schemes.ts'
import { diagnostics as workspace } from '../../src/checks/workspace.ts'
import type { InstallTarget } from '../../src/mlflow/install-command.ts'
import { HOSTILE, inFile, type Samples } from '../rig/samples.ts'

const byDefault = { kind: 'default' } as const
const python: InstallTarget = { python: `/x/${HOSTILE}/python`, installer: 'pip' }
const scheme = { scheme: HOSTILE, known: ['file', HOSTILE], suggestion: null }

const TLS_PROBLEMS = [
  'missing',
  'no certificate option',
  'not a certificate',
  'not a key',
  'key mismatch',
  'password missing',
  'wrong password',
] as const

const shutOut = [
  { host: HOSTILE, asker: 'ready' as const, pattern: HOSTILE },
  { host: `0${HOSTILE}`, asker: 'jobs' as const, pattern: HOSTILE },
]

const behind = (why: 'login' | 'exec' | 'server' | 'address' | 'tls') =>
  behindGate.error('not-behind-gate', inFile, { name: HOSTILE, why })
const OF_BEHIND_GATE: Samples<typeof behindGate> = {
  'option-needs-auth': [behindGate.error('option-needs-auth', inFile)],
  'not-behind-gate': [behind('login'), behind('exec'), behind('server'), behind('address'), behind('tls')],
}

const OF_ALLOWED_HOSTS: Samples<typeof allowedHosts> = {
  'hosts-shut-out': [
    allowedHosts.warning('hosts-shut-out', inFile, { hosts: shutOut }),
    allowedHosts.warning('hosts-shut-out', null, { hosts: shutOut }),
  ],
}

const OF_PRESIGNED_VARIABLES: Samples<typeof presignedVariables> = {
  'presigned-variable-unused': [
    presignedVariables.warning('presigned-variable-unused', inFile, { by: { kind: 'default' } }),
    presignedVariables.warning('presigned-variable-unused', inFile, { by: { kind: 'option', name: '--no-presigned' } }),
  ],
}

const OF_UPLOAD_ARGUMENTS: Samples<typeof uploadArguments> = {
  'upload-arguments-invalid': [
    uploadArguments.error('upload-arguments-invalid', inFile, { problem: 'not JSON', characters: 7 }),
    uploadArguments.error('upload-arguments-invalid', inFile, { problem: 'not an object', characters: 7 }),
  ],
}

const OF_ARTIFACT_DIRECTORY: Samples<typeof artifactDirectory> = {
  'artifacts-not-a-directory': [artifactDirectory.error('artifacts-not-a-directory', byDefault, { path: HOSTILE })],
  'artifacts-bucket-without-scheme': [
    artifactDirectory.warning('artifacts-bucket-without-scheme', inFile, { meant: `s3://${HOSTILE}` }),
  ],
  'artifacts-read-only': [artifactDirectory.warning('artifacts-read-only', inFile, { path: HOSTILE })],
}

const OF_ARTIFACT_LOCATIONS: Samples<typeof artifactLocations> = {
  'artifact-location-mismatch': [
    artifactLocations.warning('artifact-location-mismatch', null, { names: [HOSTILE], count: 1, isDirect: false }),
    artifactLocations.warning('artifact-location-mismatch', null, { names: ['a', 'b'], count: 9, isDirect: true }),
  ],
}

const denied = { bucket: HOSTILE, reason: HOSTILE, isDirect: false, expectsOwner: false }
const away = { bucket: HOSTILE, reason: HOSTILE, proxy: null, isRetried: true }
const elsewhere = { bucket: HOSTILE, region: HOSTILE, used: HOSTILE, effect: 'fails' } as const
const STORE_CAUSES = [
  'certificate',
  'file',
  'no store',
  'no tls',
  'tls',
  'proxy',
  'credentials',
  'endpoint',
  'upload argument',
  'settings',
] as const
const ofVariable: StoreSetting = { variable: HOSTILE, profile: null, setting: null }
const ofProfile: StoreSetting = { variable: null, profile: HOSTILE, setting: HOSTILE }
const storeSample = (
  cause: (typeof STORE_CAUSES)[number],
  more: { proxy?: string; reason?: string; from?: StoreSetting } = {},
) =>
  bucket.error('store-unusable', inFile, {
    ...{ bucket: HOSTILE, cause, reason: HOSTILE, proxy: null, from: ofVariable, file: `/${HOSTILE}` },
    ...more,
  })

const OF_BUCKET: Samples<typeof bucket> = {
  'bucket-missing': [bucket.error('bucket-missing', inFile, { bucket: HOSTILE })],
  'bucket-access-denied': [
    bucket.error('bucket-access-denied', inFile, denied),
    bucket.error('bucket-access-denied', inFile, { ...denied, reason: 'AccessDenied', expectsOwner: true }),
    bucket.warning('bucket-access-denied', inFile, { ...denied, isDirect: true }),
  ],
  'bucket-unreachable': [
    bucket.warning('bucket-unreachable', inFile, away),
    bucket.warning('bucket-unreachable', inFile, { ...away, proxy: HOSTILE, isRetried: false }),
  ],
  'credentials-unreachable': [
    bucket.warning('credentials-unreachable', inFile, { ...away, from: ofVariable }),
    bucket.warning('credentials-unreachable', inFile, { ...away, proxy: HOSTILE, isRetried: false, from: ofProfile }),
  ],
  'bucket-answers': [bucket.notice('bucket-answers', inFile, { bucket: HOSTILE })],
  'bucket-elsewhere': [
    bucket.error('bucket-elsewhere', inFile, elsewhere),
    bucket.error('bucket-elsewhere', inFile, { ...elsewhere, used: null, effect: 'presigned' }),
    bucket.warning('bucket-elsewhere', inFile, { ...elsewhere, effect: 'redirected' }),
  ],
  'store-unusable': [
    storeSample('certificate', { proxy: HOSTILE }),
    storeSample('no store', { proxy: HOSTILE }),
    storeSample('proxy', { proxy: HOSTILE }),
    ...STORE_CAUSES.map((cause) => storeSample(cause)),
    storeSample('credentials', { proxy: HOSTILE, from: ofProfile }),
    storeSample('credentials', { from: { variable: null, profile: null, setting: null } }),
    storeSample('file', { from: { variable: null, profile: 'p', setting: null } }),
    storeSample('file', { from: { variable: null, profile: null, setting: null } }),
    storeSample('certificate', { reason: 'certificate has expired' }),
    storeSample('certificate', { reason: "hostname 'a' doesn't match 'b'" }),
  ],
}

const DATABASE_CAUSES = [
  'login',
  'no login',
  'database',
  'connect',
  'closed',
  'broken',
  'access',
  'blocked',
  'socket',
  'certificate',
  'certificate name',
  'certificate expired',
  'client certificate',
  'no authority',
  'file',
  'key file',
  'no tls',
  'tls only',
  'tls',
  'parameter',
  'other server',
  'settings',
  'uri',
  'encoding',
  'rights',
  'query',
  'driver',
] as const
/** Those with another setting for MySQL. */
const OF_MYSQL = ['access', 'connect', 'certificate', 'client certificate', 'no tls', 'tls only'] as const
const refused = { reason: HOSTILE, isMysql: false, grant: null }
const readOnly = { why: 'setting', grant: HOSTILE, source: 'user', isEmpty: false } as const
const closed = (more: object) => database.warning('database-writes-refused', inFile, { ...readOnly, ...more })

const OF_DATABASE: Samples<typeof database> = {
  'database-refused': [
    database.error('database-refused', inFile, { ...refused, cause: 'connect', grant: HOSTILE }),
    database.error('database-refused', inFile, { ...refused, cause: 'closed', grant: HOSTILE }),
    ...DATABASE_CAUSES.map((cause) => database.error('database-refused', inFile, { ...refused, cause })),
    ...OF_MYSQL.map((cause) => database.error('database-refused', inFile, { ...refused, cause, isMysql: true })),
  ],
  'database-unreachable': [
    database.warning('database-unreachable', inFile, { reason: HOSTILE, state: 'silent', isRetried: true }),
    database.error('database-unreachable', inFile, { reason: HOSTILE, state: 'silent', isRetried: false }),
    database.warning('database-unreachable', inFile, { reason: HOSTILE, state: 'full', isRetried: true }),
    database.error('database-unreachable', inFile, { reason: HOSTILE, state: 'full', isRetried: false }),
    database.warning('database-unreachable', inFile, { reason: HOSTILE, state: 'starting', isRetried: true }),
    database.error('database-unreachable', inFile, { reason: HOSTILE, state: 'starting', isRetried: false }),
    database.warning('database-unreachable', inFile, { reason: HOSTILE, state: 'answered', isRetried: true }),
    database.error('database-unreachable', inFile, { reason: HOSTILE, state: 'answered', isRetried: false }),
  ],
  'database-rights-missing': [
    database.error('database-rights-missing', inFile, { missing: 'create', grant: HOSTILE }),
    database.error('database-rights-missing', inFile, { missing: 'tables', grant: HOSTILE }),
    database.error('database-rights-missing', inFile, { missing: 'schema', grant: HOSTILE }),
  ],
  'database-writes-refused': [
    database.error('database-writes-refused', inFile, { ...readOnly, isEmpty: true }),
    closed({ grant: null }),
    closed({ grant: null, source: 'client' }),
    closed({ why: 'standby', grant: null }),
    closed({ why: 'server', grant: null }),
    closed({ why: 'database', grant: null }),
    closed({ why: 'rights' }),
  ],
  'database-unreadable': [database.error('database-unreadable', byDefault, { file: HOSTILE, reason: HOSTILE })],
}

const outdated = { version: HOSTILE, expected: HOSTILE, python: HOSTILE, uri: 'sqlite:///mlflow.db', isRedacted: false }

const OF_DATABASE_SCHEMA: Samples<typeof databaseSchema> = {
  'schema-outdated': [
    databaseSchema.error('schema-outdated', byDefault, outdated),
    databaseSchema.error('schema-outdated', inFile, { ...outdated, uri: 'postgresql://h/d', isRedacted: true }),
  ],
  'schema-too-new': [databaseSchema.error('schema-too-new', inFile, { version: HOSTILE })],
  'database-incomplete': [databaseSchema.error('database-incomplete', byDefault, { file: HOSTILE })],
}

const OF_DATABASE_DRIVER: Samples<typeof databaseDriver> = {
  'unknown-database-driver': [
    databaseDriver.error('unknown-database-driver', inFile, { scheme: HOSTILE, known: ['sqlite+x', HOSTILE] }),
  ],
}

const unusable = (problem: 'not a file' | 'unreadable' | 'not a database' | 'bad path' | 'unwritable') =>
  databaseFile.error('database-file-unusable', inFile, { file: HOSTILE, problem })

const OF_DATABASE_FILE: Samples<typeof databaseFile> = {
  'database-file-unusable': [
    unusable('not a file'),
    unusable('unreadable'),
    unusable('not a database'),
    unusable('bad path'),
    unusable('unwritable'),
  ],
  'database-read-only': [databaseFile.warning('database-read-only', byDefault, { file: HOSTILE })],
  'new-database': [
    databaseFile.notice('new-database', byDefault, { file: HOSTILE, other: null }),
    databaseFile.notice('new-database', byDefault, { file: 'mlflow.db', other: HOSTILE }),
  ],
}

const OF_FILE_STORE: Samples<typeof fileStore> = {
  'file-store-unsupported': [
    fileStore.error('file-store-unsupported', inFile, { version: '3.17.2' }),
    fileStore.error('file-store-unsupported', byDefault, { version: '3.17.2' }),
  ],
}

const OF_MLFLOW_VERSION: Samples<typeof mlflowVersion> = {
  'mlflow-too-old': [mlflowVersion.error('mlflow-too-old', null, { version: HOSTILE, python })],
}

const OF_PYTHON_PACKAGES: Samples<typeof pythonPackages> = {
  'package-missing': [
    pythonPackages.error('package-missing', inFile, { name: 'psycopg[binary]', scheme: HOSTILE, python }),
    pythonPackages.error('package-missing', inFile, {
      name: 'boto3',
      scheme: 's3',
      python: { ...python, installer: 'uv pip' },
    }),
  ],
}

const tlsSample = (problem: (typeof TLS_PROBLEMS)[number]) =>
  tlsFiles.error('tls-file-unusable', null, { option: '--ssl-keyfile', file: HOSTILE, problem })

const OF_TLS_FILES: Samples<typeof tlsFiles> = {
  'tls-file-unusable': [tlsSample('missing'), ...TLS_PROBLEMS.slice(1).map(tlsSample)],
}

const OF_URI_SCHEMES: Samples<typeof uriSchemes> = {
  'unknown-uri-scheme': [
    uriSchemes.error('unknown-uri-scheme', inFile, scheme),
    uriSchemes.error('unknown-uri-scheme', inFile, { ...scheme, suggestion: 'postgresql' }),
  ],
}

const OF_ARGV_SECRETS: Samples<typeof argvSecrets> = {
  'password-on-command-line': [
    argvSecrets.warning('password-on-command-line', null, { option: '--x', variable: 'MLFLOW_BACKEND_STORE_URI' }),
    argvSecrets.warning('password-on-command-line', null, { option: `--${HOSTILE}`, variable: null }),
  ],
}

const OF_BIND_OPTION: Samples<typeof bindOption> = {
  'unsupported-bind-option': [bindOption.error('unsupported-bind-option', null, { option: '--uds' })],
}

const OF_REPLACED_MODULES: Samples<typeof replacedModules> = {
  'module-replaced': [
    replacedModules.error('module-replaced', null, { files: [HOSTILE] }),
    replacedModules.error('module-replaced', null, { files: ['mlflow.py', `${HOSTILE}/__init__.py`] }),
  ],
}

const OF_WORKSPACE: Samples<typeof workspace> = {
  'workspace-set': [workspace.error('workspace-set', inFile, {})],
}

const OF_RUN_CHECKS: Samples<typeof runChecks> = {
  'check-failed': [runChecks.warning('check-failed', null, { subject: 'the bucket', reason: HOSTILE })],
}

export const SAMPLES = {
  ...OF_RUN_CHECKS,
  ...OF_ALLOWED_HOSTS,
  ...OF_BEHIND_GATE,
  ...OF_PRESIGNED_VARIABLES,
  ...OF_UPLOAD_ARGUMENTS,
  ...OF_ARGV_SECRETS,
  ...OF_BIND_OPTION,
  ...OF_WORKSPACE,
  ...OF_ARTIFACT_DIRECTORY,
  ...OF_ARTIFACT_LOCATIONS,
  ...OF_BUCKET,
  ...OF_DATABASE,
  ...OF_DATABASE_DRIVER,
  ...OF_DATABASE_FILE,
  ...OF_DATABASE_SCHEMA,
  ...OF_FILE_STORE,
  ...OF_MLFLOW_VERSION,
  ...OF_PYTHON_PACKAGES,
  ...OF_REPLACED_MODULES,
  ...OF_TLS_FILES,
  ...OF_URI_SCHEMES,
}
