import { COMMAND_NAME } from '../model/format.ts'
import type { LegacyNotice, Notice, Warning } from '../model/warning.ts'

/** Words a warning: what is so, where, and what to do. Never a value of a secret. */
export function warningText(warning: Warning): string {
  return warning.message
}

export function noticeText(notice: Notice): string {
  return 'message' in notice ? notice.message : legacyNoticeText(notice)
}

function legacyNoticeText(notice: LegacyNotice): string {
  switch (notice.code) {
    case 'no-server':
      return `nothing listens at ${notice.uri}, the default tracking URI: start a server with '${COMMAND_NAME} server', or set MLFLOW_TRACKING_URI`
  }
}
