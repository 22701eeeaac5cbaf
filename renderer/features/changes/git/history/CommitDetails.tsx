import { useCallback, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { LineTotals } from '../../LineTotals.tsx'
import { GitDiffView } from '../GitDiffView.tsx'
import { Shown, useRead } from '../useRead.tsx'
import * as words from '../words.ts'

type Commit = ResultOf<'git.show'>

interface CommitDetailsProps {
  readonly session_id: SessionId
  readonly commit: string
  /** It can be reverted and picked: a stash cannot. */
  readonly mayApply?: boolean
}

/** What a commit says and changed. */
export function CommitDetails({ session_id, commit, mayApply = false }: CommitDetailsProps) {
  const load = useCallback(() => connection.client.call('git.show', { session_id, commit }), [session_id, commit])
  const read = useRead(session_id, load)
  const mayDrive = useMay('drive')
  return (
    <Shown of={read} what={words.readingTheCommit}>
      {(shown) => (
        <div className="border-t border-line bg-ground">
          <div className="flex flex-wrap items-start gap-2 px-4 py-2">
            <p dir="auto" className="min-w-0 flex-1 basis-60 text-sm break-words whitespace-pre-wrap">
              <Marked text={shown.message} />
            </p>
            <CopyButton text={shown.commit} label={words.copyCommitId} />
            {mayApply && mayDrive && (
              <>
                <Button onClick={() => void applied(session_id, 'git.revert', commit)}>{words.revert}</Button>
                <Button onClick={() => void applied(session_id, 'git.cherry_pick', commit)}>{words.cherryPick}</Button>
              </>
            )}
          </div>
          <CommitFiles session_id={session_id} commit={shown} />
        </div>
      )}
    </Shown>
  )
}

function CommitFiles({ session_id, commit }: { session_id: SessionId; commit: Commit }) {
  const [open, setOpen] = useState<string | null>(null)
  return (
    <>
      <ul className="border-t border-line">
        {commit.files.map((file) => (
          <li key={file.path} className="border-b border-line last:border-b-0">
            <button
              type="button"
              aria-expanded={open === file.path}
              onClick={() => setOpen(open === file.path ? null : file.path)}
              className="flex min-h-9 w-full items-center gap-2 px-4 py-1 text-left text-sm hover:bg-raised touch:min-h-11"
            >
              <bdi className="min-w-0 flex-1 truncate font-mono text-xs">
                <Marked text={file.path} code />
              </bdi>
              <LineTotals
                files={[{ additions: file.lines?.additions ?? null, deletions: file.lines?.deletions ?? null }]}
              />
            </button>
            {open === file.path && (
              <GitDiffView
                version={0}
                of={{ session_id, path: file.path, from: file.from, sides: 'commit', revision: commit.commit }}
              />
            )}
          </li>
        ))}
      </ul>
      {commit.more > 0 && <p className="px-4 py-2 text-sm text-muted">{words.andMoreFiles(commit.more)}</p>}
      {commit.files.length === 0 && <p className="px-4 py-2 text-sm text-muted">{words.noFileOfThisFolder}</p>}
    </>
  )
}

const done = { 'git.revert': words.reverted, 'git.cherry_pick': words.picked } as const

async function applied(session_id: SessionId, row: keyof typeof done, commit: string): Promise<void> {
  try {
    const { outcome } = await connection.client.call(row, { session_id, commit })
    const said = {
      done: done[row],
      empty: words.itChangesNothingHere,
      conflicts: words.inConflictItWaitsTo,
    }
    showToast(said[outcome])
  } catch (error) {
    showToast(errorMessage(error))
  }
}
