import type { LogFacts, Logger } from '#server/platform/log/log.ts'

/** Remembers what was logged: the level and the sentence. */
export class FakeLog implements Logger {
  readonly lines: string[] = []
  readonly facts: LogFacts[] = []

  debug(message: string, facts?: LogFacts): void {
    this.#note('debug', message, facts)
  }

  info(message: string, facts?: LogFacts): void {
    this.#note('info', message, facts)
  }

  warn(message: string, facts?: LogFacts): void {
    this.#note('warn', message, facts)
  }

  error(message: string, facts?: LogFacts): void {
    this.#note('error', message, facts)
  }

  #note(level: string, message: string, facts: LogFacts = {}): void {
    this.lines.push(`${level}: ${message}`)
    this.facts.push(facts)
  }
}
