import { describe, expect, it } from 'vitest'
import { uvicornOptions } from '../../src/mlflow/uvicorn-options.ts'

const parse = (text: string) => uvicornOptions([], { MLFLOW_UVICORN_OPTS: text })

describe('uvicorn’s options', () => {
  it.each([
    ['--ssl-keyfile k.pem --ssl-certfile=c.pem', ['k.pem', 'c.pem']],
    ['--ssl-keyfile \'a b.pem\' --ssl-certfile="c d.pem"', ['a b.pem', 'c d.pem']],
    ['--ssl-keyfile "a\\"b\\x.pem" --ssl-certfile a\\ b\\\\c.pem', ['a"b\\x.pem', 'a b\\c.pem']],
    ['"--ssl-keyfile=a b.pem"', ['a b.pem']],
    [`'--ssl-keyfile' a"b c"'d'.pem`, ['ab cd.pem']],
    ['--ssl-keyfile ""', ['']],
    [' \t--log-level info\n--ssl-keyfile\tk.pem ', ['k.pem']],
    ['--ssl-keyfile', []],
    ['--ssl-keyfiles x --app-ssl-keyfile x', []],
    ["--ssl-keyfile k.pem --ssl-certfile 'open", []],
    ['', []],
  ])('are split as Python’s shlex splits them: %j', (text, values) => {
    expect(parse(text).map(({ value }) => value)).toEqual(values)
  })

  it.each([
    [['--uvicorn-opts', '--uds a'], '--uds v', ['a']],
    [['--uvicorn-opts=--uds a'], '--uds v', ['a']],
    [['--uvicorn-opts', '--uds a', '--uvicorn-opts', '--uds b'], '', ['b']],
    [['--uvicorn-opts', '--log-level info'], '--uds v', []],
    [['--app-name', '--uds a'], '--uds v', ['v']],
  ])('are those of the last %j, or else of the variable', (args, variable, values) => {
    const options = uvicornOptions(args, { MLFLOW_UVICORN_OPTS: variable })
    expect(options.map(({ value }) => value)).toEqual(values)
  })
})
