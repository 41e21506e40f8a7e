import { readFileSync } from 'node:fs'
import type { Environment } from '../../model/source.ts'
import { parseBlock } from '../environ-block.ts'

/** Variables that Node takes out or rewrites as it starts. */
const CHANGED_BY_NODE = ['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'NODE_UNIQUE_ID', 'NODE_V8_COVERAGE']

/**
 * This process's environment as a value. It is read as one block if possible: Node searches for each variable from the
 * first one, which takes 20 ms at 1,000 variables and a second at 10,000. Kubernetes gives a container seven variables
 * for every service of its namespace.
 *
 * @param live the environment as Node shows it
 * @param untouched whether it is still what the process was started with: no option of Node's has added to it
 * @see proc_pid_environ(5)
 */
export function readEnvironment(live: NodeJS.ProcessEnv, untouched: boolean): Environment {
  const block = untouched ? readBlock() : null
  if (block === null || CHANGED_BY_NODE.some((name) => name in block)) return { ...live } as Record<string, string>
  return block
}

function readBlock(): Environment | null {
  try {
    return parseBlock(readFileSync('/proc/self/environ', 'utf8'))
  } catch {
    return null
  }
}
