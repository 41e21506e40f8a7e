/** What a Python says about how packages come into it: `packaging_facts.py`. */
export interface PackagingFacts {
  readonly hasPip: boolean
  /** Whether it can bring pip by itself; Debian has that in a package of its own. */
  readonly hasEnsurepip: boolean
  /** Whether the system's package manager keeps pip out (PEP 668). */
  readonly isExternallyManaged: boolean
  /** Whether it is an environment of its own, not the system's Python. */
  readonly isEnvironment: boolean
}

/** A tool that keeps a project's packages in a list, and its environment with it. */
interface ProjectTool {
  /** Its command that adds a package. */
  readonly add: string
  /** The command that makes the project's environment, with all packages of the list. */
  readonly sync: string
  /** Files that show that the project uses it. */
  readonly files: readonly string[]
  /** Its table in `pyproject.toml`. */
  readonly table: string | null
  /** Environments that are outside the project. */
  readonly elsewhere: RegExp | null
}

export const PROJECT_TOOLS = {
  uv: {
    add: 'uv add',
    sync: 'uv sync',
    files: ['uv.lock'],
    table: 'tool.uv',
    elsewhere: null,
  },
  poetry: {
    add: 'poetry add',
    sync: 'poetry install',
    files: ['poetry.lock'],
    table: 'tool.poetry',
    elsewhere: /\/pypoetry\/virtualenvs\//,
  },
  pdm: {
    add: 'pdm add',
    sync: 'pdm install',
    files: ['pdm.lock'],
    table: 'tool.pdm',
    elsewhere: null,
  },
  pipenv: {
    add: 'pipenv install',
    sync: 'pipenv install',
    files: ['Pipfile', 'Pipfile.lock'],
    table: null,
    elsewhere: /\/virtualenvs\//,
  },
  pixi: {
    add: 'pixi add --pypi',
    sync: 'pixi install',
    files: ['pixi.lock', 'pixi.toml'],
    table: 'tool.pixi',
    elsewhere: null,
  },
} as const satisfies Readonly<Record<string, ProjectTool>>

export type ProjectToolName = keyof typeof PROJECT_TOOLS

/** What installs packages for a Python. */
export type Installer =
  | 'pip'
  /** `uv pip`, for a Python without pip. */
  | 'uv pip'
  /** pip has to come first. */
  | 'ensurepip'
  /** The same, and Debian's package that brings it. */
  | 'no ensurepip'
  /** The system's Python takes no packages: an environment has to be made first. */
  | 'venv'
  /** The same with uv. */
  | 'uv venv'
  /** The same, and Debian's package that makes environments. */
  | 'no venv'
  | ProjectToolName

export interface InstallerFacts extends PackagingFacts {
  /** The interpreter, an absolute path. */
  readonly python: string
  /** The project's directories. */
  readonly folders: readonly string[]
  /** The tool that the project shows signs of. */
  readonly tool: ProjectToolName | null
  /** Whether uv is on PATH. */
  readonly hasUv: boolean
}

/** A tool of the project installs for the project's own environment, and for one that is yet to be made. */
export function chooseInstaller(facts: InstallerFacts): Installer {
  const { python, folders, tool, hasUv } = facts
  if (tool !== null) {
    const { elsewhere }: ProjectTool = PROJECT_TOOLS[tool]
    const isOfProject = folders.some((folder) => python.startsWith(`${folder}/`)) || elsewhere?.test(python) === true
    if (isOfProject || !facts.isEnvironment) return tool
  }
  if (facts.isExternallyManaged) return facts.hasEnsurepip ? 'venv' : hasUv ? 'uv venv' : 'no venv'
  if (facts.hasPip) return 'pip'
  if (hasUv) return 'uv pip'
  return facts.hasEnsurepip ? 'ensurepip' : 'no ensurepip'
}
