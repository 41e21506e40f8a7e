// All that is measured. A launcher is
//   { name, role, node, mode, argv(command), env? }
// with the role 'floor' (starts nothing, or through nothing), 'bare' (the least that a launcher can do), 'ours' (on
// Node), 'native' (the executable) or 'rival'; the mode 'supervise' (stays beside the command) or 'exec' (becomes the command) where that is known; and the
// Node that it runs on, or none.
import { join } from 'node:path'
import { findGoTools } from './go-tools.mjs'
import { findExecutable } from './native.mjs'
import { npmTools } from './npm-tools.mjs'
import { findOurs } from './ours.mjs'
import { here, python, pythonBin } from './paths.mjs'

export async function findLaunchers(nodes, sandbox) {
  const { launchers: ours, notes } = await findOurs(nodes, sandbox)
  const executable = await findExecutable(sandbox)
  const goTools = findGoTools(sandbox)
  const perNode = nodes.flatMap((node) => [
    ...bare(node),
    ...ours.filter((launcher) => launcher.node === node),
    ...npmTools(node),
  ])
  return {
    launchers: [env, ...executable.launchers, ...perNode, ...others, ...goTools.launchers],
    notes: [...notes, ...executable.notes, ...goTools.notes],
    sizes: executable.sizes,
  }
}

const env = { name: 'env', role: 'floor', argv: (words) => ['/usr/bin/env', ...words] }

function bare(node) {
  const script = (name) => (words) => [node.path, '--', join(here, 'launchers', name), ...words]
  const launchers = [
    { name: 'node -e 0', role: 'floor', node, argv: () => [node.path, '-e', '0'], startsNothing: true },
    { name: 'bare script, spawn', role: 'bare', mode: 'supervise', node, argv: script('spawn.cjs') },
    { name: 'bare script, execve', role: 'bare', mode: 'exec', node, argv: script('execve.cjs') },
  ]
  return launchers.filter(({ mode }) => mode !== 'exec' || node.execve)
}

const others = [
  {
    name: 'bare script in Python, subprocess',
    role: 'rival',
    argv: (words) => [python, join(here, 'launchers', 'wrapper.py'), ...words],
  },
  {
    name: 'python-dotenv: dotenv run',
    role: 'rival',
    argv: (words) => [join(pythonBin, 'dotenv'), '-f', '.env', 'run', '--', ...words],
  },
  {
    name: 'uv run --env-file',
    role: 'rival',
    // Neither Node nor Python, but a binary.
    native: true,
    argv: (words) => [join(pythonBin, 'uv'), 'run', '--no-project', '--env-file', '.env', ...words],
  },
]
