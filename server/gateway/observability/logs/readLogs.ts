import path from 'node:path'
import * as z from 'zod'
import { LogComponent, type LogEntry, LogEntryLevel } from '#shared/operations/logs.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { linesBackwards } from './linesBackwards.ts'

type LogQuery = ParamsOf<'logs.list'>

/** One request reads so many entries at most; the next page goes on from there. */
const MAX_SCANNED = 20_000

/** A page holds no more than this of facts and sentences. */
const MAX_PAGE_CHARS = 1_000_000

/**
 * The newest entries of the log files that the query lets through. Reads backwards, piece by piece, and only as far
 * as it must. A line that is no entry (cut by a crash) is passed by.
 */
export async function readLogs(logDir: string, query: LogQuery): Promise<ResultOf<'logs.list'>> {
  const position = positionOf(query.cursor)
  const entries: LogEntry[] = []
  let chars = 0
  let looked = 0
  let last: LogPosition = { time: '', at: 0 }
  for await (const { entry, line } of newestFirst(logDir, {
    only: query.component,
    upTo: earlier(position?.time, query.until),
  })) {
    last = { time: entry.time, at: entry.time === last.time ? last.at + 1 : 1 }
    if (position !== null && !isBehind(last, position)) {
      continue
    }
    if (query.since !== undefined && entry.time < query.since) {
      break
    }
    looked += 1
    if (isWanted(query, entry, line)) {
      entries.push(entry)
      chars += line.length
    }
    if (entries.length >= query.limit || chars > MAX_PAGE_CHARS || looked >= MAX_SCANNED) {
      return { entries, next_cursor: `${last.time}/${last.at}` }
    }
  }
  return { entries, next_cursor: null }
}

/** The `at`-th entry of that very moment, newest first. */
interface LogPosition {
  readonly time: string
  readonly at: number
}

/** Older than the cursor, or a later one of the same moment. */
function isBehind(one: LogPosition, position: LogPosition): boolean {
  return one.time < position.time || (one.time === position.time && one.at > position.at)
}

const NO_END = '9999'

function earlier(left: string | undefined, right: string | undefined): string {
  const [one = NO_END, other = NO_END] = [left, right]
  return one < other ? one : other
}

function positionOf(cursor: string | undefined): LogPosition | null {
  const [time, at] = cursor?.split('/') ?? []
  return time === undefined ? null : { time, at: Number(at) }
}

const order = LogEntryLevel.options

function isWanted({ level, q, until }: LogQuery, entry: LogEntry, line: string): boolean {
  return (
    (level === undefined || order.indexOf(entry.level) >= order.indexOf(level)) &&
    (until === undefined || entry.time < until) &&
    (q === undefined || line.toLowerCase().includes(q.toLowerCase()))
  )
}

interface Found {
  readonly entry: LogEntry
  readonly line: string
}

interface Bounds {
  readonly only: LogComponent | undefined
  /** Entries after it are passed by unread. */
  readonly upTo: string
}

/** The entries of all components, newest first. */
async function* newestFirst(logDir: string, { only, upTo }: Bounds): AsyncGenerator<Found, void> {
  const sources = LogComponent.options
    .filter((component) => only === undefined || component === only)
    .map((component) => entriesOf(logDir, component, upTo))
  const heads = await Promise.all(sources.map(async (source) => ({ source, next: await source.next() })))
  try {
    for (;;) {
      const newest = heads
        .filter(({ next }) => next.done !== true)
        .toSorted((left, right) => (timeOf(left.next) < timeOf(right.next) ? 1 : -1))[0]
      if (newest?.next.done !== false) {
        return
      }
      yield newest.next.value
      newest.next = await newest.source.next()
    }
  } finally {
    await Promise.all(sources.map(async (source) => source.return()))
  }
}

function timeOf(next: IteratorResult<Found, void>): string {
  return next.done === true ? '' : next.value.entry.time
}

async function* entriesOf(logDir: string, component: LogComponent, upTo: string): AsyncGenerator<Found, void> {
  for (const file of [`${component}.log`, `${component}.log.1`]) {
    for await (const line of linesBackwards(path.join(logDir, file))) {
      const entry = isAfter(line, upTo) ? null : readEntry(line, component)
      if (entry !== null) {
        yield { entry, line }
      }
    }
  }
}

/** Decides by the text alone: most lines before a deep page are never parsed. */
function isAfter(line: string, time: string): boolean {
  const own = /"time":"([\d:.TZ-]+)"/.exec(line)?.[1]
  return own !== undefined && own > time
}

const Line = z.looseObject({
  level: LogEntryLevel,
  time: z.iso.datetime(),
  logger: z.string().default(''),
  msg: z.string().default(''),
})

/** null: no entry. */
function readEntry(line: string, component: LogComponent): LogEntry | null {
  try {
    const { level, time, logger, msg, process: _process, ...facts } = Line.parse(JSON.parse(line))
    return { time, level, component, logger, message: msg, facts }
  } catch {
    return null
  }
}
