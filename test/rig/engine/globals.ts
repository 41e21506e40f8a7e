// What vitest's runner takes from Node's globals, made of what the launcher has in their place.
import '../../../src/host/native/events.ts'
import { AbortController } from '../../../src/host/native/abort.ts'
import { clearTimeout, setTimeout } from '../../../src/host/native/timers.ts'

Object.assign(globalThis, { AbortController, setTimeout, clearTimeout })

/** chai tells its plug-ins of each other: here nobody listens. */
class EventTarget {
  addEventListener() {}
  dispatchEvent() {}
}

class Event {}

Object.assign(globalThis, { Event, EventTarget })
