import type { Failure } from '../model/failure.ts'
import type { Notice, Warning } from '../model/warning.ts'
import { failureText } from './failure-messages.ts'
import { PROGRAM } from './format.ts'
import { noticeText, warningText } from './warning-messages.ts'

export function failureLine(failure: Failure): string {
  return `${PROGRAM}: ${failureText(failure)}\n`
}

export function warningLine(warning: Warning): string {
  return `${PROGRAM}: warning: ${warningText(warning)}\n`
}

export function noticeLine(notice: Notice): string {
  return `${PROGRAM}: note: ${noticeText(notice)}\n`
}
