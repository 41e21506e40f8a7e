// with-mlflow-env itself: on each Node in each way of starting, by its own first line, and as npm installs it.
import { spawnSync } from 'node:child_process'
import { launcher } from './paths.mjs'
import { publish } from './published.mjs'

export async function findOurs(nodes, sandbox) {
  const notes = []
  const modes = new Map()
  for (const node of nodes) {
    modes.set(node, ['supervise'])
    if (!node.execve) notes.push(`Node ${node.version} has no \`process.execve\`: no \`--launch exec\`.`)
    else if (tryExec(node, sandbox)) modes.get(node).push('exec')
    else notes.push(`\`--launch exec\` does not work on Node ${node.version} with this version: left out.`)
  }
  const published = await publish(sandbox)
  const launchers = nodes.flatMap((node, at) =>
    modes.get(node).flatMap((mode) => [
      ours(node, mode, undefined, [node.path, '--', launcher]),
      // The first Node is the one that PATH leads to.
      ...(at > 0 ? [] : [ours(node, mode, 'by #!', [launcher])]),
      ours(node, mode, 'as npm installs it', [node.path, '--', published]),
    ]),
  )
  return { launchers, notes }
}

function ours(node, mode, variant, start) {
  const name = `with-mlflow-env --launch ${mode}${variant === undefined ? '' : `, ${variant}`}`
  return { name, role: 'ours', mode, variant, node, argv: (words) => [...start, '--launch', mode, ...words] }
}

function tryExec(node, { project, env }) {
  const args = ['--', launcher, '--launch', 'exec', '/bin/true']
  return spawnSync(node.path, args, { cwd: project, env, stdio: 'ignore' }).status === 0
}
