import * as host from '../../../host/index.ts'
import type { Answer, Terminal } from './effects.ts'
import { decodeLetters } from './letters.ts'
import { EMPTY_LINE, type TypedLine, typeInto } from './line-editor.ts'

type Event = { readonly keys: string } | 'interrupted' | 'ended'

/**
 * The person at the terminal on standard input. What is shown is left to the terminal's own line editing, which also fits
 * it to the window. A secret is read key by key, because nothing else keeps the terminal from showing it.
 *
 * @param write shows a text; questions go to stderr
 */
export function openTerminal(write: (text: string) => void): Terminal {
  /** What has come and nobody has asked for yet. */
  const events: Event[] = []
  let wake = () => {}
  const add = (event: Event) => {
    events.push(event)
    wake()
  }
  const next = async (): Promise<Event> => {
    for (;;) {
      const event = events.shift()
      if (event !== undefined) return event
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const decode = decodeLetters()
  const onInterrupt = () => add('interrupted')
  const input = host.openInput({
    onBytes: (bytes) => add({ keys: decode(bytes) }),
    onEnd: () => add('ended'),
  })
  host.onSignal('SIGINT', onInterrupt)

  /** Keys that came after the end of a line are the beginning of the next one. */
  const keepRest = (rest: string) => {
    if (rest !== '') events.unshift({ keys: rest })
  }
  const readLine = async (): Promise<Answer> => {
    for (let text = ''; ; ) {
      const event = await next()
      if (typeof event === 'string') return { none: event }
      text += event.keys
      const end = text.search(/[\r\n]/)
      if (end === -1) continue
      keepRest(text.slice(end + 1))
      return { text: text.slice(0, end) }
    }
  }
  const readUnseenLine = async (): Promise<Answer> => {
    for (let line: TypedLine = EMPTY_LINE; ; ) {
      const event = await next()
      if (typeof event === 'string') return { none: event }
      const typed = typeInto(line, event.keys)
      if (typed.kind === 'more') line = typed.line
      else if (typed.kind === 'done') {
        keepRest(typed.rest)
        return { text: typed.text }
      } else return { none: typed.kind }
    }
  }
  return {
    async ask(question) {
      write(question)
      const answer = await readLine()
      if ('none' in answer) write('\n')
      return answer
    },
    async askUnseen(question) {
      // A shell that the launcher was stopped in has put the terminal back.
      const hide = () => input.hideKeys()
      // Before the question is there, because people and programs type as soon as they see it.
      hide()
      host.onSignal('SIGCONT', hide)
      try {
        write(question)
        return await readUnseenLine()
      } finally {
        host.offSignal('SIGCONT', hide)
        input.showKeys()
        write('\n')
      }
    },
    close() {
      host.offSignal('SIGINT', onInterrupt)
      input.close()
    },
  }
}
