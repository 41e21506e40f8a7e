// The command's words, byte for byte, in any number and size.
import { copyFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { everyLauncher } from '../../rig/launch-matrix.ts'
import { together } from '../../rig/pool.ts'

const ODD = [
  ...['', ' ', ' a  b ', '\t', "it's", '"q"', '\'"', '\\', '\\\\n', '`id`', '$HOME', '$(id)', '${X}', '%PATH%'],
  ...['--', '-', '-v', '-c', '-h', '--help', '--version', '--quiet', '--strict', '--launch', 'exec', '--env-file'],
  ...['--env-file=none', 'none', '--inspect', '--eval', '-e', 'config', 'doctor', 'A=1', 'MLFLOW_TRACKING_URI=x'],
  ...['line\nbreak', '\n', '\r', '*', '?', '~', '!', '#', '&', ';', '|', '>x', '<', '\x01', '\x7f', 'ä€😀', '\u00a0'],
]
/** Writes its words with a NUL behind each. */
const TELL = ['sh', '-c', 'printf "%s\\0" "$@"', 'sh']

everyLauncher((launcher) => {
  const told = async (words: readonly string[]) =>
    (await launcher.run([...TELL, ...words])).stdout.split('\0').slice(0, -1)

  describe('the arguments of the command', () => {
    it('are passed on unchanged', async () => {
      expect(await told(ODD)).toEqual(ODD)
    })

    it('are passed on unchanged if they look like options of the launcher or of Node', async () => {
      const alike = ['-v', '--version', '--help', '-h', '--quiet', '--launch=auto', '--env-file=none', '--', '-e', '']
      const seen = await together(alike, (word) => launcher.run(['echo', word]))
      const plain = await together(alike, (word) => launcher.startAs(['env', 'echo', word]).ended)
      expect(seen).toEqual(plain)
    })

    it('can be 100 kB long', async () => {
      const long = `${'x'.repeat(99_990)} 'end' "`
      expect(await told([long, 'next'])).toEqual([long, 'next'])
    })

    it('can be 2,000 in number', async () => {
      const many = Array.from({ length: 2000 }, (_, index) => `word ${index}`)
      expect(await told(many)).toEqual(many)
    })

    it('can be left out', async () => {
      expect(await launcher.run(['pwd'])).toMatchObject({ stdout: `${launcher.project.folder}\n`, status: 0 })
    })

    it('can include a leading --', async () => {
      expect(await launcher.run(['--', 'echo', '--', '-n'])).toMatchObject({ stdout: '-- -n\n', status: 0 })
    })

    it('start with the name as it was given in argv[0]', async () => {
      copyFileSync('/bin/cat', launcher.project.path('own cat'))
      const names = ['cat', '/bin/cat', './own cat', '../project/own cat']
      const seen = await together(names, (name) => launcher.run([name, '/proc/self/cmdline']))
      expect(seen.map(({ stdout }) => stdout)).toEqual(names.map((name) => `${name}\0/proc/self/cmdline\0`))
      expect(await launcher.run(['sh', '-c', 'echo "$0"'])).toMatchObject({ stdout: 'sh\n' })
    })
  })
})
