import { AsyncLocalStorage } from 'node:async_hooks'
import { type Logger as Pino, destination, pino, stdTimeFunctions } from 'pino'
import { type LogFile, openLogFile } from './logFile.ts'
import { redactFields, redactText } from './redact.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type LogFacts = Readonly<Record<string, unknown>>

/**
 * `message` is a constant sentence, `facts` are fields. Never prompts or file contents. Secrets that slip in are
 * removed (see `redact`), in facts, errors and messages alike.
 */
export interface Logger {
  debug(message: string, facts?: LogFacts): void
  info(message: string, facts?: LogFacts): void
  warn(message: string, facts?: LogFacts): void
  error(message: string, facts?: LogFacts): void
}

export interface LoggingOptions {
  readonly level: LogLevel
  /** Absent: one JSON line per entry on stderr. */
  readonly file?: string | undefined
}

const surroundings = new AsyncLocalStorage<{ readonly request_id: string }>()

/** Runs something whose every log line, also of what it starts, names the request that it is done for. */
export function inRequest<R>(requestId: string | undefined, run: () => R): R {
  return requestId === undefined ? run() : surroundings.run({ request_id: requestId }, run)
}

/** The request that is being answered here; undefined outside of one. */
export function currentRequestId(): string | undefined {
  return surroundings.getStore()?.request_id
}

interface Sink {
  readonly pino: Pino
  readonly file: LogFile | null
}

/** Opened with the first line, so that importing a module touches nothing. */
let sink: Sink | null = null

/**
 * Says where the whole process logs to. Called once, by an entry; loggers made earlier follow.
 * Writing is synchronous and in this thread: the lines before a crash are kept, and no worker costs memory.
 * @throws Error of `node:fs` when the file cannot be opened.
 */
export function configureLogging(options: LoggingOptions): void {
  const file = options.file === undefined ? null : openLogFile(options.file)
  sink?.file?.close()
  sink = { pino: openPino(options.level, file), file }
}

/** Which entries are kept from now on. */
export function setLogLevel(level: LogLevel): void {
  if (sink !== null) {
    sink.pino.level = level
  }
}

/** A logger for one part of the program; `name` is in each of its lines. */
export function createLogger(name: string): Logger {
  const write = (level: 'debug' | 'info' | 'warn' | 'error', message: string, facts?: LogFacts): void => {
    sink ??= { pino: openPino('info', null), file: null }
    if (sink.pino.isLevelEnabled(level)) {
      sink.pino[level]({ ...surroundings.getStore(), ...redactFields(facts ?? {}), logger: name }, redactText(message))
    }
  }
  return {
    debug: (message, facts) => write('debug', message, facts),
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  }
}

function openPino(level: LogLevel, file: LogFile | null): Pino {
  const options = {
    level,
    // Not `pid`: that is a fact of many entries.
    base: { process: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return file === null ? pino(options, openStderr()) : pino(options, file)
}

function openStderr(): ReturnType<typeof destination> {
  const stderr = destination({ dest: 2, sync: true })
  // Stderr may lead to a full disk or a closed terminal: that must not end the process.
  stderr.on('error', () => {})
  return stderr
}
