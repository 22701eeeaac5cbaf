import type { ListedApproval } from '#shared/operations/approvalList.ts'
import { baseName } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { outcomeText } from './outcomeText.ts'
import * as words from './words.ts'

/** What Claude asked for, what came of it, and the way to its session. Nothing is answered here: the session shows all of it. */
export function ApprovalListRow({ listed }: { listed: ListedApproval }) {
  const { outcome, asked_at, dangers } = listed
  const at = outcome?.answered_at ?? asked_at
  return (
    <li className="border-b border-line last:border-0">
      <Link
        href={`/session/${listed.session_id}`}
        className="smooth flex min-h-12 flex-col justify-center gap-0.5 rounded-control px-2 py-2 hover:bg-raised"
      >
        <span className="flex min-w-0 items-baseline gap-2">
          <span dir="auto" title={listed.wish} className="min-w-0 flex-1 truncate">
            {listed.wish}
          </span>
          {dangers > 0 && (
            <span className="rounded-control bg-bad-ground px-1.5 text-xs font-medium whitespace-nowrap text-bad">
              {words.risks(dangers)}
            </span>
          )}
          {at !== null && (
            <span className="text-xs whitespace-nowrap text-muted">
              <RelativeTime at={at} isShort />
            </span>
          )}
        </span>
        <span className="min-w-0 truncate text-xs text-muted">
          <span className={classes(toneOf(listed))}>
            <Marked text={outcomeText(listed)} />
          </span>
          {' · '}
          <bdi>{withMarks(listed.session_name)}</bdi>
          {' · '}
          <bdi>{withMarks(baseName(listed.workspace_path))}</bdi>
        </span>
        {outcome?.message !== null && outcome?.message !== undefined && (
          <span dir="auto" className="line-clamp-2 text-xs text-muted">
            “<Marked text={outcome.message} />”
          </span>
        )}
      </Link>
    </li>
  )
}

function toneOf({ outcome }: ListedApproval): string {
  if (outcome === null) {
    return 'font-medium text-attention'
  }
  return outcome.decision === 'deny' ? 'text-bad' : ''
}
