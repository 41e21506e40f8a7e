import type { Failure } from '../resolve/failure.ts'
import type { Notice, Warning } from '../resolve/warning.ts'
import { failureText } from './failure.ts'
import { noticeText, warningText } from './warning.ts'
import { PROGRAM } from './words.ts'

export function failureLine(failure: Failure): string {
  return `${PROGRAM}: ${failureText(failure)}\n`
}

export function warningLine(warning: Warning): string {
  return `${PROGRAM}: warning: ${warningText(warning)}\n`
}

export function noticeLine(notice: Notice): string {
  return `${PROGRAM}: note: ${noticeText(notice)}\n`
}
