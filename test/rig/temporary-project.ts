import { onTestFinished } from 'vitest'
import { Project } from './project.ts'

/** A project for one test. */
export function temporaryProject(files: Readonly<Record<string, string | Buffer>> = {}): Project {
  const project = new Project(files)
  onTestFinished(() => project.remove())
  return project
}
