/**
 * Loaded first into a server (`NODE_OPTIONS=--import …`): its calendar is off by the milliseconds in the file that
 * HOMEPORT_TEST_CLOCK names, as when somebody sets the machine's clock. What counts durations is not touched.
 */
import { readFileSync } from 'node:fs'

const file = process.env['HOMEPORT_TEST_CLOCK']
const Real = globalThis.Date
let known = 0
let readAt = -Infinity

function offset() {
  const now = performance.now()
  if (now - readAt > 20) {
    readAt = now
    try {
      known = Number(readFileSync(file, 'utf8'))
    } catch {
      known = 0
    }
  }
  return known
}

if (file !== undefined) {
  globalThis.Date = class Date extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [Real.now() + offset()] : given))
    }

    static now() {
      return Real.now() + offset()
    }
  }
}
