import { ChevronRight } from 'lucide-react'
import type { AuditEntry } from '#shared/operations/audit.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { auditOutcome, auditOrigin, auditSentence, auditSubject } from './auditText.ts'
import { AuditDetail } from './AuditDetail.tsx'

/** One entry as one line, expandable to all its details. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { label, tone } = auditOutcome(entry)
  return (
    <li>
      <details className="group">
        <summary className="smooth grid min-h-9 cursor-pointer list-none content-center grid-cols-[16px_1fr_auto] items-baseline gap-x-3 rounded-control px-2 py-1.5 touch:min-h-11 hover:bg-raised md:grid-cols-[16px_88px_1fr_minmax(90px,auto)_minmax(150px,auto)] [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden="true" className="smooth size-3.5 self-center text-muted group-open:rotate-90" />
          <time dateTime={entry.time} className="text-muted max-md:order-last max-md:col-start-2">
            {timeOfDay(entry.time)}
          </time>
          <span className="min-w-0 md:truncate">
            <bdi className="font-medium">
              <Marked text={auditSubject(entry)} />
            </bdi>{' '}
            <bdi>
              <Marked text={auditSentence(entry)} />
            </bdi>
          </span>
          <span className="text-right text-muted max-md:order-last md:text-left">
            <Marked text={auditOrigin(entry)} />
          </span>
          <span className="max-md:text-right">
            <ToneLabel tone={tone}>{label}</ToneLabel>
          </span>
        </summary>
        <AuditDetail entry={entry} />
      </details>
    </li>
  )
}

function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString()
}
