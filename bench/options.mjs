// The options of `npm run bench`.
import { parseArgs } from 'node:util'

const usage = `usage: npm run bench -- [--runs N] [--node PATH]… [--write]
  --runs N      measured rounds (50)
  --node PATH   a further Node to start the launchers with; repeatable
  --write       keep the tables in bench/RESULTS.md
`

export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        runs: { type: 'string', default: '50' },
        node: { type: 'string', multiple: true, default: [] },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) end(process.stdout, 0)
    if (!/^[1-9]\d*$/.test(values.runs)) throw new Error(`--runs takes a number from 1 up, not '${values.runs}'`)
    return { runs: Number(values.runs), nodes: values.node, write: values.write }
  } catch (error) {
    return end(process.stderr, 2, `${/** @type {Error} */ (error).message}\n`)
  }
}

/** @returns {never} */
function end(stream, status, message = '') {
  stream.write(message + usage)
  process.exit(status)
}
