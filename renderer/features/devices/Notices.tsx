import type { ResultOf } from '#shared/operations/table.ts'
import { exactTime } from '#renderer/format/numbers.ts'

/** What happened to sign-ins that their owner should know. Nothing when all is well. */
export function Notices({ notices }: { notices: ResultOf<'device.list'>['notices'] }) {
  if (notices.length === 0) {
    return null
  }
  return (
    <section aria-label="Notices" className="space-y-2">
      {notices.map(({ at, message }) => (
        <p key={`${at} ${message}`} className="rounded-control bg-bad-ground px-3 py-2 text-sm text-bad">
          <time dateTime={at} className="font-medium">
            {exactTime(at)}
          </time>
          {': '}
          <bdi>{message}</bdi>
        </p>
      ))}
    </section>
  )
}
