import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { found, makeFolder } from '../rig/wrappers.ts'

/** Runs with a folder in which a server of tmux seems to listen. */
async function withTmux<Result>(run: (folder: string) => Result): Promise<Result> {
  const { cwd } = makeFolder({ [`tmux-${process.getuid?.()}/x`]: '' })
  const server = createServer().listen(join(cwd, `tmux-${process.getuid?.()}`, 'default'))
  await once(server, 'listening')
  try {
    return run(cwd)
  } finally {
    server.close()
  }
}

describe('a program that does not pass the environment on', () => {
  it.each([
    ['tmux new -d python train.py', {}],
    ['tmux', {}],
    ['tmux -u split-window -h', {}],
    ['tmux neww', { TMUX: '/tmp/x,1,0' }],
    ['byobu new-session', {}],
    ['screen python train.py', { STY: '1.x' }],
    ['screen -S x -X screen python train.py', {}],
    ['zellij run -- python train.py', {}],
  ])('is a terminal whose server runs already: %s', async (command, env) => {
    expect(await withTmux((TMUX_TMPDIR) => found(command, {}, { env: { TMUX_TMPDIR, ...env } }))).toEqual([
      `wrapper-drops ${command.split(' ')[0]}`,
    ])
  })

  it.each([
    'tmux ls',
    'tmux attach',
    'tmux -V',
    'tmux -L other new',
    'tmux new -e AWS_PROFILE=x',
    'screen -d -m train',
    'zellij',
  ])('is not one that opens no window there: %s', async (command) => {
    expect(await withTmux((TMUX_TMPDIR) => found(command, {}, { env: { TMUX_TMPDIR } }))).toEqual([])
  })

  it('is not a terminal whose server the command starts', () => {
    expect(found('tmux new python train.py', {}, { env: { TMUX_TMPDIR: '/nowhere' } })).toEqual([])
  })
})
