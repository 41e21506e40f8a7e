import { displayPath } from '../host/display-path.ts'
import { isRegularFile, tryStat } from '../host/fs-probe.ts'
import * as host from '../host/index.ts'
import { listNames } from '../host/list-names.ts'
import { PROJECT_TOOLS } from '../mlflow/installer.ts'
import { findProjectTool, hasUv } from '../python/find-installer.ts'
import { findVenvs, inspectVenv, type Venv } from '../python/venv.ts'
import { quotePath } from './checks/quote-path.ts'
import type { DoctorContext } from './context.ts'
import type { Installation } from './installation.ts'

type Place = Pick<DoctorContext, 'hostContext' | 'env' | 'project'>

/** An environment of the project, or the one that is active, in which no program works as it should. */
export interface BrokenEnvironment {
  readonly directory: string
  readonly display: string
  readonly why:
    | Exclude<Venv['problem'], null>
    /** The active one: its directory is not there. */
    | 'gone'
    /** Its programs and its `activate` name another directory: it was moved or copied. */
    | 'moved'
    /** Its packages are those of another version of Python. */
    | 'other version'
  /** What it was made with or for, if `why` is about that. */
  readonly before: string | null
  /** Whether `VIRTUAL_ENV` names it. */
  readonly isActive: boolean
}

/** The project's environments that do not work, and the active one. Nothing is started for that. */
export function findBrokenEnvironments(place: Place): BrokenEnvironment[] {
  const { hostContext, env, project } = place
  const { cwd } = hostContext
  const named = env.VIRTUAL_ENV ? host.resolvePath(cwd, env.VIRTUAL_ENV) : null
  const venvs = findVenvs(hostContext, project)
  const isKnown = named !== null && venvs.some(({ directory }) => directory === named || isSame(directory, named))
  const active = named !== null && !isKnown ? [inspectVenv(hostContext, named)] : []
  return [...venvs, ...active].flatMap((venv) => {
    const { directory } = venv
    const isActive = named !== null && (directory === named || isSame(directory, named))
    const found = explain(venv)
    // Another project's, which somebody has only activated, is that project's affair while its Python works.
    if (found === null || (isActive && !isKnown && !['gone', 'broken'].includes(found.why))) return []
    return [{ directory, display: displayPath(cwd, directory), isActive, ...found }]
  })
}

function explain({ directory, problem }: Venv): Pick<BrokenEnvironment, 'why' | 'before'> | null {
  if (isGone(directory)) return { why: 'gone', before: null }
  if (problem !== null) return { why: problem, before: null }
  const version = versionBefore(directory)
  if (version !== null) return { why: 'other version', before: version }
  const place = placeBefore(directory)
  return place === null ? null : { why: 'moved', before: place }
}

const isGone = (directory: string) => tryStat(directory) === null

/** Longer than any script of an environment, or its settings. */
const MAX_BYTES = 64 * 1024

function readText(path: string): string {
  const bytes = isRegularFile(path) ? host.readHead(path, MAX_BYTES) : null
  return bytes === null ? '' : host.decodeUtf8(bytes)
}

/** The directory for which it was made, if that is another one. */
function placeBefore(directory: string): string | null {
  // The others are for systems with paths of another kind. A path that can be moved is worked out.
  const activate = readText(host.joinPath(directory, 'bin', 'activate'))
  const found = Array.from(activate.matchAll(/^[ \t]*(?:export )?VIRTUAL_ENV=(["']?)(\/[^"'$`\n]*)\1[ \t]*$/gm))
  const place = found.at(-1)?.[2]
  if (place === undefined || isSame(place, directory)) return null
  return place
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => tryRealpath(path))
  return first !== null && first === second
}

function tryRealpath(path: string): string | null {
  try {
    return host.realPath(path)
  } catch {
    return null
  }
}

/** The version of Python that its packages are for, if the Python that it has today does not find them. */
function versionBefore(directory: string): string | null {
  const libraries = listNames(host.joinPath(directory, 'lib')).filter((name) => /^python3\.\d+t?$/.test(name))
  const real = tryRealpath(host.joinPath(directory, 'bin', 'python'))
  // As `python3.12`: a program of another name does not tell.
  const name = real === null ? null : host.basename(real)
  const [first] = libraries
  if (first === undefined || name === null || !/^python3\.\d+t?$/.test(name) || libraries.includes(name)) return null
  return first.replace('python', '')
}

/** The command that makes an environment again, to be run in the project. */
export function makeAgainCommand({ directory }: BrokenEnvironment, { hostContext, env, project }: Place): string {
  const { cwd } = hostContext
  const folder = quotePath(displayPath(cwd, directory))
  const remove = isGone(directory) ? '' : `rm -r ${folder} && `
  const tool = findProjectTool([...new Set([project, cwd])])
  if (tool !== null) return `${remove}${PROJECT_TOOLS[tool].sync}`
  const requirements = displayPath(cwd, host.joinPath(host.dirname(directory), 'requirements.txt'))
  const what = isRegularFile(host.resolvePath(cwd, requirements)) ? `-r ${quotePath(requirements)}` : 'mlflow boto3'
  const isOfUv = /^uv\s*=/m.test(readText(host.joinPath(directory, 'pyvenv.cfg')))
  const python = `${folder}/bin/python`
  return isOfUv && hasUv({ env, cwd })
    ? `${remove}uv venv ${folder} && uv pip install --python ${python} ${what}`
    : `${remove}python3 -m venv ${folder} && ${python} -m pip install ${what}`
}

/** Whether a Python without MLflow was found only because the one that should have it does not work. */
export function isOnlyStandIn({ isNamed, python, failed }: Installation, place: Place): boolean {
  if (isNamed || failed.length > 0) return !isNamed
  const broken = findBrokenEnvironments(place).filter(({ why }) => why !== 'moved')
  return broken.some(({ directory, why }) => why === 'other version' || !python.startsWith(`${directory}/`))
}
