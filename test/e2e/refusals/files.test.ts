// Files that cannot be read, or that readers do not agree about.
import { mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { GLOBAL_KEYS } from '../../rig/project.ts'
import { ID, id, itIsRefused, type Refused, SECRET, secret, TOKEN } from '../../rig/refused-input.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const cases: readonly Refused[] = [
  { title: '.env is a directory', make: (project) => mkdirSync(project.path('.env')), says: /found a directory/ },
  {
    title: '.env is encrypted by git-crypt',
    files: { '.env': Buffer.from('\0GITCRYPT\0\x8d\x01\xff', 'latin1') },
    env: GLOBAL_KEYS,
    says: /'\.env' has no line that sets a variable: .*git-crypt unlock/,
  },
  {
    title: 'a token that goes on in the next lines',
    files: { '.env': `${ID}=ASIAPROJECTPROJECT01\n${SECRET}=${secret}\n${TOKEN}=${'a'.repeat(64)}\nAbCd/12\nxyz==\n` },
    says: /\.env:4: looks like the rest of MLFLOW_AWS_SESSION_TOKEN in line 3/,
  },
  {
    title: '.env is a link to nothing',
    make: (project) => symlinkSync('nowhere', project.path('.env')),
    says: /leads nowhere/,
  },
  {
    title: '.env is a link to itself',
    make: (project) => symlinkSync('.env', project.path('.env')),
    says: /leads to itself/,
  },
  {
    title: '.env is not UTF-8',
    files: { '.env': Buffer.from('A=1\nB=caf\xe9\n', 'latin1') },
    says: /\.env:2: the file is not UTF-8/,
  },
  {
    title: '.env is UTF-16',
    files: { '.env': Buffer.from('\ufeffA=1\n', 'utf16le') },
    says: /\.env:1: the file is UTF-16/,
  },
  { title: '.env holds a NUL byte', files: { '.env': 'A=1\nB=x\0y\n' }, says: /\.env:2: a NUL byte/ },
  { title: 'a megabyte on one line', files: { '.env': `A=${'x'.repeat(1_000_000)}\n` }, says: /\.env:1: .*131071/ },
  { title: 'references that multiply', files: { '.env': bomb() }, says: /longer than/ },
  { title: '.env of nine megabytes', files: { '.env': '#'.repeat(9_000_000) }, says: /more than/ },
  {
    title: 'a dropped line that names MLFLOW_*',
    files: { '.env': `${ID}: ${id}\n` },
    says: /\.env:1: .*would not set MLFLOW_AWS_ACCESS_KEY_ID/,
  },
  {
    title: 'a dropped line that names AWS_*',
    files: { '.env': 'A=1\nAWS_REGION="x"y\n' },
    says: /\.env:2: .*AWS_REGION/,
  },
  { title: 'a dropped line that names *_URI', files: { '.env': 'DATABASE_URI="postgres://x\n' }, says: /DATABASE_URI/ },
  { title: 'a name alone that undoes its value', files: { '.env': `${ID}=x\n${ID}\n` }, says: /\.env:2: .*unsets/ },
  {
    title: 'versions of python-dotenv that differ',
    files: { '.env': `${TOKEN}= # none\n` },
    says: /versions of python-dotenv/,
  },
]

function bomb(): string {
  const steps = Array.from({ length: 40 }, (_, i) => `A${i + 1}=\${A${i}}\${A${i}}\n`)
  return `A0=0123456789\n${steps.join('')}`
}

describe('bad input', () => {
  itIsRefused(cases)

  it('does not make the launcher hang on long rows of quotes', async () => {
    const rows = [
      `A=x${' '.repeat(100_000)}y`,
      `B=${'${'.repeat(50_000)}`,
      '\n'.repeat(100_000),
      `C=${'${x:'.repeat(20_000)}`,
    ]
    const project = temporaryProject({ '.env': rows.join('\n') })
    expect(await project.run(['--quiet', 'true'])).toMatchObject({ status: 0 })
  }, 20_000)

  it('does not flood the terminal if the file was written for another reader', async () => {
    const project = temporaryProject({ '.env': Array.from({ length: 501 }, (_, i) => `B${i}: x\n`).join('') })
    const { stderr } = await project.run(['--quiet', 'true'])
    expect(stderr.split('\n')).toHaveLength(12)
    expect(stderr).toContain("'.env' has 491 more lines")
  })
})
