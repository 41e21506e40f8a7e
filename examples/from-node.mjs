// The same from Node: what was resolved, and a command with the project's environment.
//
//     node from-node.mjs [COMMAND [ARG…]]
import { spawn } from 'node:child_process'

const given = process.argv.slice(2)
const [command, ...args] = given.length > 0 ? given : ['python', 'train.py']

try {
  const { getMlflowConfig, getMlflowEnv } = await import('with-mlflow-env')
  // A description without secrets: fit for a log.
  console.log(JSON.stringify(getMlflowConfig(), null, 2))
  // The whole environment of the child. process.env stays as it is.
  run(getMlflowEnv())
} catch (error) {
  // What the launcher would refuse it refuses here too, with the same message. Or there is no such package.
  console.error(error.message)
  process.exitCode = 125
}

function run(env) {
  const child = spawn(command, args, { env, stdio: 'inherit' })
  child.on('error', (error) => {
    console.error(error.message)
    process.exitCode = 127
  })
  child.on('exit', (status, signal) => {
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = status
  })
}
