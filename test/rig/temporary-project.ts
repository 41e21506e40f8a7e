import { onTestFinished } from 'vitest'
import { NODE_BUILD } from './node-build.ts'
import { Project } from './project.ts'

/** A project for one test. */
export function temporaryProject(files: Readonly<Record<string, string | Buffer>> = {}, build = NODE_BUILD): Project {
  const project = new Project(files, build)
  onTestFinished(() => project.remove())
  return project
}
