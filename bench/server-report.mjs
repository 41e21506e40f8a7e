import { table } from './table.mjs'

/** What the launcher may add until the server is ready, in seconds. */
const limit = 1

export function serverReport(servers) {
  const rows = servers.map(({ name, start, memory, upload, download }) => [
    name,
    start.toFixed(2),
    memory === 0 ? '–' : (memory / 2 ** 20).toFixed(1),
    upload.toFixed(2),
    download.toFixed(2),
  ])
  const head = ['server', 'ready after s', 'resident MiB', 'upload of 200 MB, s', 'download, s']
  const [plain, ours] = servers
  const more = ours.start - plain.start
  return `### MLflow's server

${table(head, rows, [1, 2, 3, 4])}
- Medians of five pairs in turn, with one worker, without jobs, a new SQLite database and artifacts on the disk for each.
- *Ready*: from the start of the command until \`/health\` answers. *Resident*: the launcher itself; with \`--launch exec\`
  it is the server, and nothing stays.
- ready at most ${limit} s after plain \`mlflow server\`: **${more <= limit ? 'yes' : 'no'}** (${more >= 0 ? '+' : ''}${more.toFixed(2)} s)
`
}
