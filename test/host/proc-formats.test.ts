// Texts as the kernel writes them.
import { describe, expect, it } from 'vitest'
import { parseNetTcp } from '../../src/host/net-tcp.ts'
import { parseProcessStat } from '../../src/host/process-stat.ts'
import { parseShebang } from '../../src/host/shebang.ts'

describe('/proc/PID/stat', () => {
  it('is read after the last parenthesis of the name', () => {
    const text = '4711 (a) S 9 (b) S 1 4710 4700 34816 4709 4194304 1 2 3 4 5 6 7 8 20 0 11 0 4545 99\n'
    expect(parseProcessStat(text)).toEqual({
      state: 'S',
      parentPid: 1,
      group: 4710,
      foregroundGroup: 4709,
      startTime: 4545,
    })
  })

  it('tells of a process without a terminal', () => {
    expect(parseProcessStat('7 (sh) Z 1 7 7 0 -1 4194304 1')).toMatchObject({ state: 'Z', foregroundGroup: -1 })
  })
})

describe('/proc/net/tcp', () => {
  const HEADING = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
  const row = (local: string, state: string) =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 31337 1 0000 100 0 0 10 0\n`

  it('gives the address, the port and the owner of every socket', () => {
    expect(parseNetTcp(HEADING + row('0100007F:1388', '0A') + row('00000000:0050', '01'))).toEqual([
      { address: '0100007F', port: 5000, isListening: true, uid: 1000, inode: '31337' },
      { address: '00000000', port: 80, isListening: false, uid: 1000, inode: '31337' },
    ])
  })

  it('is empty without sockets, and leaves out a row that is cut off', () => {
    expect(parseNetTcp(HEADING)).toEqual([])
    expect(parseNetTcp('')).toEqual([])
    expect(parseNetTcp(HEADING + row('0100007F:1388', '0A').slice(0, 40))).toEqual([])
  })
})

describe('the first line of a script', () => {
  it.each([
    ['#!/bin/sh\n', '/bin/sh', ''],
    ['#!/bin/sh', '/bin/sh', ''],
    ['#! \t/bin/sh -e\nexit', '/bin/sh', '-e'],
    ['#!/usr/bin/env -S python -u\n', '/usr/bin/env', '-S python -u'],
    ['#!/bin/sh\r\n', '/bin/sh\r', ''],
    ['#!/bin/sh\0more\n', '/bin/sh', ''],
  ])('%j names its interpreter', (text, interpreter, argument) => {
    expect(parseShebang(text, 256)).toEqual({ interpreter, argument })
  })

  it.each(['', 'echo', ' #!/bin/sh\n', '#!\n', '#! \n/bin/sh\n'])('%j is none', (text) => {
    expect(parseShebang(text, 256)).toBeNull()
  })

  it('is none if the interpreter is cut off where the kernel stops to look', () => {
    const path = `/${'x'.repeat(20)}`
    expect(parseShebang(`#!${path}\n`, 23)).toBeNull()
    expect(parseShebang(`#! ${path}\n`, 23)).toBeNull()
    expect(parseShebang(`#!${path}\n`, 24)).toMatchObject({ interpreter: path })
    expect(parseShebang(`#!${path} -x`, 24)).toMatchObject({ interpreter: path })
  })
})
