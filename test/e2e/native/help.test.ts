// Help and the version are the executable's own, also of the words that Node runs.
import { expect, it } from 'vitest'
import { COMMANDS } from '../../../src/commands/index.ts'
import { describeNative, onBoth, withoutReader } from '../../rig/native-and-node.ts'
import { temporaryProject } from '../../rig/temporary-project.ts'

const LINES = [
  ['--help'],
  ['-h'],
  ['--help', '--strict', 'python'],
  ...COMMANDS.flatMap(({ word }) => [
    [word, '--help'],
    ['--quiet', word, '-h', '--nonsense'],
  ]),
]

describeNative('without Node,', () => {
  it.each(LINES.map((words) => [words]))('%j prints the help that it prints on Node', (words) => {
    const { native, node } = onBoth(temporaryProject(), words)
    expect(native).toEqual(node)
    expect(native).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^Usage: /) })
  })

  it.each(['30', '72', '500', '0', 'wide'])('help is as wide as on Node with COLUMNS=%s', (COLUMNS) => {
    const { native, node } = onBoth(temporaryProject(), ['server', '--help'], { env: { COLUMNS } })
    expect(native).toEqual(node)
  })

  it.each([[['--version']], [['-V']], [['server', '--version']], [['keys', '-V']]])(
    '%j prints the version',
    (words) => {
      const { native, node } = onBoth(temporaryProject(), words)
      expect(native).toEqual(node)
      expect(native).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) })
    },
  )

  it('a reader that has gone is no failure', () => {
    const { native, node } = withoutReader(temporaryProject(), ['server', '--help'])
    expect(native).toEqual(node)
    expect(native).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})
