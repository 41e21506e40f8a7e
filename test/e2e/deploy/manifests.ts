// The manifests of examples/deploy and compose.yaml, read by a real YAML reader, and checked against published models.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pythonBin, root } from '../../rig/paths.ts'

const check = join(root, 'test', 'fixtures', 'deploy', 'check.py')
export const deploy = join(root, 'examples', 'deploy')
export const composeFile = join(root, 'compose.yaml')
/** The folder where the image's MLflow keeps what is under way. */
export const SPOOL = '/var/tmp/mlflow'
const kubernetes = join(deploy, 'kubernetes')

/** A value of a manifest, as JSON has it. */
// biome-ignore lint/suspicious/noExplicitAny: what it may hold is what the tests ask.
export type Manifest = any

/** What a model says against the files: one text for each problem. */
export function problems(model: 'ecs' | 'compose' | 'kubernetes', ...args: readonly string[]): string[] {
  return ask(model, ...args)
}

/** The documents of a YAML file. */
export function readYaml(path: string): Manifest[] {
  return ask('yaml', path)
}

/** The NAME of each `${NAME}` that whoever deploys has to fill in. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '')
}

export function readJson(...path: readonly string[]): Manifest {
  return JSON.parse(readFileSync(join(deploy, ...path), 'utf8'))
}

/** Every Kubernetes manifest but the patches and the list of kustomize. */
export function kubernetesFiles(): string[] {
  return [kubernetes, join(kubernetes, 'optional')].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml') && !name.endsWith('.patch.yaml') && name !== 'kustomization.yaml')
      .map((name) => join(folder, name)),
  )
}

/** The one document of a Kubernetes manifest. */
export function readKubernetes(name: string): Manifest {
  const [document] = readYaml(join(kubernetes, name))
  return document
}

function ask(...args: readonly string[]) {
  return JSON.parse(execFileSync(join(pythonBin, 'python'), [check, ...args], { encoding: 'utf8' }))
}
