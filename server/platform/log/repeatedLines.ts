import type { Clock } from '../clock.ts'
import type { LogFacts, Logger } from './log.ts'

/** What is logged more often than MAX_ALIKE within this is only counted. */
const WINDOW_MS = 60_000
const MAX_ALIKE = 5

/** Different lines told apart per window: a message is a constant sentence, so a program has no more of them. */
const MAX_KINDS = 100

type Level = keyof Logger

interface Window {
  readonly level: Level
  readonly message: string
  readonly code: unknown
  count: number
}

/**
 * The same log for lines that an unauthenticated client can cause at will: of those alike (sentence and `code`) the first few of a
 * minute are written as they are, the others counted into one line when the minute is over. So no flood washes out
 * what else the log tells.
 */
export function boundRepeats(log: Logger, clock: Clock): Logger {
  let windows = new Map<string, Window>()
  let ends = 0
  let timer: NodeJS.Timeout | undefined

  const reportCounted = (): void => {
    const over = windows
    windows = new Map()
    clearTimeout(timer)
    timer = undefined
    for (const { level, message, code, count } of over.values()) {
      if (count > MAX_ALIKE) {
        log[level](message, { ...(code === undefined ? {} : { code }), more_of_these: count - MAX_ALIKE })
      }
    }
  }

  const write = (level: Level, message: string, facts: LogFacts | undefined): void => {
    if (windows.size > 0 && clock.monotonic() >= ends) {
      reportCounted()
    }
    const code = facts?.['code']
    const kind = windows.size < MAX_KINDS ? `${level} ${String(code)} ${message}` : OTHERS
    const window = windows.get(kind) ?? { level, message, code, count: 0 }
    if (windows.size === 0) {
      ends = clock.monotonic() + WINDOW_MS
    }
    windows.set(kind, window)
    window.count += 1
    if (window.count <= MAX_ALIKE) {
      log[level](message, facts)
    } else if (timer === undefined) {
      timer = setTimeout(reportCounted, WINDOW_MS)
      timer.unref()
    }
  }

  return {
    debug: (message, facts) => write('debug', message, facts),
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  }
}

const OTHERS = 'others'
