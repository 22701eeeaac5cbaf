import { ChevronRight } from 'lucide-react'
import type { LogEntry } from '#shared/operations/logs.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { classes } from '#renderer/ui/classes.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import * as words from './words.ts'

const colours: Readonly<Record<LogEntry['level'], string>> = {
  debug: 'text-muted',
  info: 'text-muted',
  warn: 'text-bad',
  error: 'text-bad font-semibold',
}

/** One log entry, expandable to its fields. */
export function LogRow({ entry }: { entry: LogEntry }) {
  const { time, level, component, logger, message, facts } = entry
  return (
    <li>
      <details className="group">
        <summary className="smooth grid min-h-8 cursor-pointer list-none grid-cols-[16px_auto_auto_1fr] items-baseline gap-x-3 rounded-control px-2 py-1 touch:min-h-11 hover:bg-raised md:grid-cols-[16px_88px_44px_128px_1fr] [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden="true" className="smooth size-3.5 self-center text-muted group-open:rotate-90" />
          <time dateTime={time} title={exactTime(time)} className="text-muted tabular-nums">
            {new Date(time).toLocaleTimeString()}
          </time>
          <span className={colours[level]}>{level}</span>
          <span title={withMarks(`${component} · ${logger}`)} className="truncate text-muted">
            <Marked text={`${component} · ${logger}`} />
          </span>
          <span dir="auto" className="min-w-0 break-words max-md:col-span-3 max-md:col-start-2">
            <Marked text={message} />
          </span>
        </summary>
        <pre
          dir="ltr"
          tabIndex={0}
          aria-label={words.factsOfThisEntry}
          className={classes('thin-scroll mx-2 mb-2 overflow-x-auto rounded-control bg-raised p-3 font-mono text-xs')}
        >
          {Object.keys(facts).length === 0 ? (
            exactTime(time)
          ) : (
            <Marked text={JSON.stringify(facts, null, 2).replaceAll('\\n', '\n')} code />
          )}
        </pre>
      </details>
    </li>
  )
}
