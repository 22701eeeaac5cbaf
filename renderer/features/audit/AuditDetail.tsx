import type { ReactNode } from 'react'
import type { AuditEntry } from '#shared/operations/audit.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { exactTime } from '#renderer/format/numbers.ts'

/** All that an entry says, by name. */
export function AuditDetail({ entry }: { entry: AuditEntry }) {
  const { credential, session_id } = entry
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Number', entry.seq],
    ['Time', exactTime(entry.time)],
    ['Action', entry.action],
    ['Credential', [credential.kind.replaceAll('_', ' '), credential.name, credential.id].filter(isThere).join(' · ')],
    ['Browser or program', entry.user_agent],
    ['Session', session_id === null ? null : <SessionLink key="session" id={session_id} />],
    ['Object', entry.object_id],
    ...Object.entries(entry.details).map(
      ([name, value]) => [readableName(name), value === null ? null : String(value)] as const,
    ),
    ['Request', entry.request_id],
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
