import type { ExecObstacle, Failure, LegacyFailure, LineCause, Malformation } from '../model/failure.ts'
import {
  beforeValue,
  COMMAND_NAME,
  formatLocation,
  formatName,
  formatOrigin,
  list,
  printable,
  quote,
  redactValue,
  unique,
} from '../model/format.ts'
import { hintText } from './hint-messages.ts'
import { serverFailureText } from './server-failure-messages.ts'
import { lifecycleFailureText } from './server-lifecycle-messages.ts'

/** Words a failure: what was expected, where, what was found, what to do. Never a value of a secret. */
export function failureText(failure: Failure): string {
  return 'message' in failure ? failure.message : legacyFailureText(failure)
}

function legacyFailureText(failure: LegacyFailure): string {
  switch (failure.code) {
    case 'unknown-option': {
      const { option, suggestion } = failure
      const remedy =
        option === '--json'
          ? `write '${COMMAND_NAME} config --json'`
          : suggestion
            ? `did you mean ${suggestion}?`
            : `see '${COMMAND_NAME} --help'`
      return `unknown option ${quote(option)}: ${remedy} (the command's own options stand behind the command)`
    }
    case 'option-needs-value':
      return `${failure.option} needs a value: see '${help(failure.command)}'`
    case 'option-takes-no-value':
      return `${failure.option} takes no value`
    case 'option-value':
      return `${formatOrigin(failure.origin)}: expected ${failure.expected}${failure.found === undefined ? '' : `, found ${redactValue(failure.found, failure.origin)}`}`
    case 'options-contradict':
      return `${formatOrigin(failure.first)} and ${formatOrigin(failure.second)} contradict each other: leave one of them out`
    case 'unexpected-argument':
      return `'${COMMAND_NAME} ${failure.command}' does not know ${quote(beforeValue(failure.argument))}: see '${help(failure.command)}'`
    case 'no-command':
      return `no command given: write it behind the options, as in '${COMMAND_NAME} python train.py' (see '${COMMAND_NAME} --help')`
    case 'command-not-yet': {
      const word = failure.command
      return `'${word}' is not part of this version: '${COMMAND_NAME} -- ${word}' runs a program of that name`
    }
    case 'argument-not-utf8':
      return `argument ${failure.position} is not UTF-8 and could not be passed on as it is: rename the file, or reach it by a pattern inside 'sh -c'`
    case 'directory-gone':
      return 'the working directory does not exist: change to one that does'
    case 'output-failed':
      return `the output cannot be written: ${failure.reason}`
    case 'env-file-missing':
      return `${formatOrigin(failure.origin)}: there is no file ${quote(failure.display)}`
    case 'env-file-kind': {
      const { display, kind, named } = failure
      if (named) return `${formatOrigin(named)}: expected a file, found ${kind}: ${quote(display)}`
      return `${quote(display)}: expected a file, found ${kind}: rename it, or name the file to read with --env-file, or use --no-env-file`
    }
    case 'env-file-empty-pipe':
      return `${quote(failure.display)}: nothing came through the pipe: look at the command that should have written the variables`
    case 'env-file-unreadable':
      return `${quote(failure.display)} cannot be read: ${failure.reason}`
    case 'env-file-foreign':
      return `${quote(failure.display)} ${failure.part === 'link' ? 'is a link that ' : ''}belongs to another user (uid ${failure.owner}), who could put any account into it: if you trust it, name it with --env-file; otherwise use --no-env-file`
    case 'env-file-too-large':
      return `${quote(failure.display)} has ${failure.bytes} bytes, more than the ${failure.limit} of any sensible .env file`
    case 'env-file-not-utf8':
      return `${formatLocation(failure.display, failure.line)}: not UTF-8${failure.utf16 ? ' but UTF-16' : ''}; Python would fail on it: save the file as UTF-8`
    case 'env-file-nul':
      return `${formatLocation(failure.display, failure.line)}: a NUL byte, which no environment variable can hold: remove it`
    case 'env-file-line-too-long':
      return `${formatLocation(failure.display, failure.line)}: the value is longer than the 131071 bytes that a process can be given: keep it in a file of its own`
    case 'env-file-line-dropped':
      return `${formatLocation(failure.display, failure.line)}: Python's reader would lose ${formatName(failure.name)} on this line: ${LOST[failure.cause](formatName(failure.name))}`
    case 'env-file-line-undone':
      return `${formatLocation(failure.display, failure.line)}: a line with ${formatName(failure.name)} alone undoes the value given above it: remove one of the two`
    case 'env-file-versions-differ':
      return `${formatLocation(failure.display, failure.line)}: versions of python-dotenv read ${formatName(failure.name)} differently: save without a byte order mark, put comments on lines of their own, and write no backslash next to a quote`
    case 'half-a-set':
      return halfText(failure)
    case 'keys-and-profile':
      return `${formatOrigin(failure.keys)} and ${formatOrigin(failure.profile)} name two identities: keep one of them`
    case 'malformed':
      return `${formatOrigin(failure.origin)}: ${MALFORMED[failure.problem]}`
    case 'placeholder':
      return `${formatOrigin(failure.origin)} still holds the template's placeholder: put in the real value or remove the line`
    case 'swapped':
      return `${formatOrigin(failure.secret)} holds an access key id: are it and ${formatOrigin(failure.id)} swapped?`
    case 'token-missing':
      return `${formatOrigin(failure.origin)} is a temporary key (ASIA…), which works only with its session token: set MLFLOW_AWS_SESSION_TOKEN in the same place`
    case 'token-unexpected':
      return `${formatOrigin(failure.origin)} is a long-term key (AKIA…), which has no session token: remove ${formatOrigin(failure.token)}`
    case 'empty-credentials': {
      const places = unique(failure.empty.map(formatOrigin))
      return `${list(places)} ${places.length > 1 ? 'are' : 'is'} empty, and the shell's credentials must not stand in silently: fill in the values, or remove the names to use the shell's`
    }
    case 'hidden-credentials':
      return `${formatOrigin(failure.hidden)} is hidden by the nearer ${quote(failure.nearer)}, and the shell's credentials must not stand in silently: move the credentials there, or name the files with --env-file`
    case 'strict': {
      const found = failure.found ? formatOrigin(failure.found) : "boto3's own chain (a profile, a role)"
      const hints = failure.hints.map((hint) => `; ${hintText(hint)}`).join('')
      return `no project credentials, and ${formatOrigin(failure.strict)} refuses ${found}: set MLFLOW_AWS_ACCESS_KEY_ID and MLFLOW_AWS_SECRET_ACCESS_KEY, or MLFLOW_AWS_PROFILE${hints}`
    }
    case 'exec-unavailable':
      return `${formatOrigin(failure.origin)}: 'exec' is not possible here: ${EXEC_OBSTACLE[failure.obstacle]}; auto or supervise starts the command all the same`
    case 'node-debug':
      return `NODE_DEBUG in the environment: Node would print the command's keys: unset it; to debug the command, set it behind the launcher, as in '${COMMAND_NAME} env NODE_DEBUG=… node train.js'`
    case 'command-not-found':
      return notFoundText(failure)
    case 'command-not-executable':
      return `${quote(failure.command)}: ${NOT_EXECUTABLE[failure.reason]}`
    case 'interpreter-not-found':
      return `${quote(failure.command)}: its interpreter ${quote(failure.interpreter)}, named in the file's first line, does not exist`
    case 'calls-itself':
      return `${quote(failure.command)}: its first line names ${COMMAND_NAME} without a command, and would call it for ever: write '#!/usr/bin/env -S ${COMMAND_NAME} python'`
    case 'interpreter-not-executable':
      return `${quote(failure.command)}: its interpreter ${quote(failure.interpreter)}, named in the file's first line, is no program that can be executed`
    case 'environment-too-large':
      return `the command line (${failure.words} bytes) and the environment (${failure.variables} bytes, most of them in ${formatName(failure.largest)}) are more than the system can pass on`
    case 'start-failed':
      return `${quote(failure.command)} cannot be started: ${failure.reason}`
    case 'internal':
      return `an error of the launcher's own (${printable(failure.reason)}): please report it`
    case 'port-taken':
    case 'no-free-port':
    case 'host-not-local':
    case 'server-not-ready':
    case 'server-ended':
    case 'database-refused':
    case 'database-unreachable':
    case 'database-unmigrated':
    case 'database-newer':
    case 'database-half-made':
    case 'database-being-made':
    case 'disk-full':
    case 'bucket-missing':
    case 'bucket-refused':
      return lifecycleFailureText(failure)
    default:
      return serverFailureText(failure)
  }
}

const LOST: Readonly<Record<LineCause, (name: string) => string>> = {
  quote: () => 'something stands behind the closing quote, or the quote is not closed',
  colon: (name) => `write '=' instead of ':', as in ${name}=value`,
  other: (name) => `write ${name}=value, in single quotes if it holds blanks or quotes`,
}

const EXEC_OBSTACLE: Readonly<Record<ExecObstacle, string>> = {
  platform: 'the system has no such call',
  node: 'Node has it since 22.15, 23.11 and 24',
  size: 'words and variables come near what the system takes',
  program:
    "it cannot be told for certain that the system will start the command's file, and Node below 26 would crash on a failure",
}

const NOT_EXECUTABLE = {
  directory: 'is a directory, not a program',
  permission: "found, but not executable: 'chmod +x' it, or name its interpreter, as in 'python script.py'",
  path: 'its path cannot be followed: a part of it is no folder, or a link leads to itself',
  format: 'found, but not in a format that this machine can run',
} as const

const MALFORMED: Readonly<Record<Malformation, string>> = {
  whitespace: 'holds white space, which no such value has: copy it again without blanks or line breaks',
  'control character': 'holds an invisible character, which no such value has: copy it again',
  'not ASCII': 'holds a character outside ASCII, which no key has: copy it again',
  'not a region name': 'is no name of an AWS region, such as eu-central-1',
}

/** How the help of a word of the launcher's own is asked for, or that of the launcher. */
function help(command: string | undefined): string {
  return command === 'server' ? `${COMMAND_NAME} server --help` : `${COMMAND_NAME} --help`
}

/** `env` takes `NAME=value` before the command, and so people write it here; the value may well be a secret. */
function notFoundText({ command, searched }: Extract<LegacyFailure, { code: 'command-not-found' }>): string {
  const [assigned] = /^[A-Za-z_]\w*(?==)/.exec(command) ?? []
  if (assigned)
    return `${quote(assigned)} is set as a variable, not a command: write it before ${COMMAND_NAME}, or 'env ${assigned}=… COMMAND' behind it`
  return `${quote(command)}: command not found${searched ? ' on PATH' : ''}`
}

function halfText({ missing, having, other }: Extract<LegacyFailure, { code: 'half-a-set' }>): string {
  const present = list(unique(having.map(formatOrigin)))
  const why = other ? ` (the one next to ${formatOrigin(other)} belongs to another key)` : ''
  return `${missing} is missing beside ${present}${why}: set it in the same place; it is never taken from AWS_*`
}

/** The exit status of a failure of the launcher's own, as `env`, `timeout` and `docker run` have it. */
export function failureStatus(failure: Failure): 125 | 126 | 127 {
  switch (failure.code) {
    case 'command-not-found':
    case 'interpreter-not-found':
      return 127
    case 'command-not-executable':
    case 'calls-itself':
    case 'interpreter-not-executable':
    case 'environment-too-large':
    case 'start-failed':
      return 126
    default:
      return 125
  }
}
