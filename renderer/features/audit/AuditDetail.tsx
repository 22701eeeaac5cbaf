import type { ReactNode } from 'react'
import type { AuditEntry } from '#shared/operations/audit.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { exactTime } from '#renderer/format/numbers.ts'
import * as words from './words.ts'

/** All that an entry says, by name. */
export function AuditDetail({ entry }: { entry: AuditEntry }) {
  const { credential, session_id } = entry
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.number, entry.seq],
    [words.time, exactTime(entry.time)],
    [words.action, entry.action],
    [
      words.credential,
      [credential.kind.replaceAll('_', ' '), credential.name, credential.id].filter(isThere).join(' · '),
    ],
    [words.browserOrProgram, entry.user_agent],
    [words.session, session_id === null ? null : <SessionLink key="session" id={session_id} />],
    [words.object, entry.object_id],
    ...Object.entries(entry.details).map(
      ([name, value]) => [readableName(name), value === null ? null : String(value)] as const,
    ),
    [words.request, entry.request_id],
  ]
  return (
    <dl className="mt-1 mb-3 ml-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 border-l border-line pl-3.5">
      {facts
        .filter(([, value]) => isThere(value))
        .map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid max-md:block max-md:pb-1">
            <dt className="text-muted">
              <Marked text={name} />
            </dt>
            <dd dir="auto" className="min-w-0 wrap-anywhere">
              {typeof value === 'string' ? <Marked text={value} code /> : value}
            </dd>
          </div>
        ))}
    </dl>
  )
}

function SessionLink({ id }: { id: string }) {
  return (
    <Link href={`/session/${id}`} className="text-accent underline">
      {id}
    </Link>
  )
}

function isThere(value: ReactNode): boolean {
  return value !== null && value !== ''
}

/** `prompt_sha256` → `Prompt sha256` */
function readableName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')
}
