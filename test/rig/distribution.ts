import type { Project } from './project.ts'

/** A directory of distributions that Python finds by PYTHONPATH, in front of what is installed. */
export function distribution(project: Project, name: string, version: string, entryPoints = '') {
  const folder = `packages/${name.replaceAll('-', '_')}-${version}.dist-info`
  project.write(`${folder}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`)
  if (entryPoints) project.write(`${folder}/entry_points.txt`, entryPoints)
  return { PYTHONPATH: project.path('packages') }
}
