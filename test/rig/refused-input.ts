// Bad input: one clear line on stderr, status 125, no stack trace, no secret, nothing started, nothing changed.
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { NODE_BUILD } from './node-build.ts'
import { PROJECT_KEYS, type Project, type RunOptions } from './project.ts'
import { temporaryProject } from './temporary-project.ts'

export const ID = 'MLFLOW_AWS_ACCESS_KEY_ID'
export const SECRET = 'MLFLOW_AWS_SECRET_ACCESS_KEY'
export const TOKEN = 'MLFLOW_AWS_SESSION_TOKEN'
export const { MLFLOW_AWS_ACCESS_KEY_ID: id, MLFLOW_AWS_SECRET_ACCESS_KEY: secret } = PROJECT_KEYS

/** What is wrong, and what is said about it. */
export interface Refused extends RunOptions {
  readonly title: string
  readonly files?: Readonly<Record<string, string | Buffer>>
  readonly make?: (project: Project) => void
  readonly args?: readonly string[]
  readonly says: RegExp
}

/** Tests of a `describe` about bad input. */
export function itIsRefused(cases: readonly Refused[], build = NODE_BUILD): void {
  it.each(cases.map((given) => [given.title, given] as const))(
    'is refused in one line, with nothing started: %s',
    async (_, { files, make, args, says, env, cwd }) => {
      const project = temporaryProject(files, build)
      make?.(project)
      const before = readdirSync(project.folder)
      const run = { ...(env && { env }), cwd: project.path(cwd ?? '.') }
      const result = await project.run([...(args ?? []), 'sh', '-c', 'echo ran; touch ran'], run)
      expect(result.stderr).toMatch(says)
      expect(result.stderr).toMatch(/^with-mlflow-env: [^\n]+\n$/)
      expect(result.stderr).not.toMatch(/\n\s+at |Secret|a-token/)
      expect(result).toMatchObject({ status: 125, signal: null, stdout: '' })
      expect(readdirSync(project.folder)).toEqual(before)
    },
  )
}
