import { useCallback, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { AutoCommitPoint } from '#shared/operations/autoCommit.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CommitDetails } from '../history/CommitDetails.tsx'
import { Shown, useRead } from '../useRead.tsx'
import { openInWorktree, restoreTo } from './autoActions.ts'
import * as words from './words.ts'

/** What was committed by itself, the newest first: looked at, and restored. */
export function Points({ session_id }: { session_id: SessionId }) {
  const load = useCallback(() => connection.client.call('auto_commit.points', { session_id }), [session_id])
  const read = useRead(session_id, load)
  const [open, setOpen] = useState<string | null>(null)
  return (
    <section aria-label={words.points}>
      <h3 className="px-4 pt-3 pb-1 text-sm font-medium">{words.points}</h3>
      <Shown of={read} what={words.readingPoints}>
        {({ points }) =>
          points.length === 0 ? (
            <p className="px-4 py-2 text-sm text-muted">{words.nothingCommittedByItself}</p>
          ) : (
            <ul>
              {points.map((point) => (
                <Point
                  key={point.commit}
                  point={point}
                  session_id={session_id}
                  isOpen={open === point.commit}
                  onToggle={() => setOpen(open === point.commit ? null : point.commit)}
                />
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}

interface PointProps {
  readonly point: AutoCommitPoint
  readonly session_id: SessionId
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Point({ point, session_id, isOpen, onToggle }: PointProps) {
  const { commit, subject, at, milestones, where } = point
  const mayDrive = useMay('drive')
  return (
    <li className={classes('border-b border-line', isOpen && 'bg-raised')}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex min-h-11 w-full flex-col justify-center px-4 py-1 text-left hover:bg-raised"
      >
        <bdi className="max-w-full truncate">
          <Marked text={subject} />
        </bdi>
        <span className="flex w-full items-center gap-2 text-xs text-muted">
          <span className="font-mono">{commit.slice(0, 7)}</span>
          {milestones.map((one) => (
            <span key={one} className="rounded-sm border border-line-strong/50 px-1">
              {words.milestones[one]}
            </span>
          ))}
          {where === 'branch' && <span>{words.onTheBranch}</span>}
          <span className="ml-auto shrink-0">
            <RelativeTime at={at} isShort />
          </span>
        </span>
      </button>
      {isOpen && (
        <>
          {mayDrive && <Restore session_id={session_id} commit={commit} />}
          <CommitDetails session_id={session_id} commit={commit} />
        </>
      )}
    </li>
  )
}

function Restore({ session_id, commit }: { session_id: SessionId; commit: string }) {
  const [branch, setBranch] = useState(`restored-${commit.slice(0, 7)}`)
  return (
    <form
      className="flex flex-wrap items-end gap-2 border-t border-line px-4 py-2"
      onSubmit={(event) => {
        event.preventDefault()
        void restoreTo({ session_id, commit, branch })
      }}
    >
      <div className="min-w-0 flex-1 basis-44">
        <Field label={words.newBranch}>
          <TextInput
            className="font-mono"
            required
            value={branch}
            onChange={({ target }) => setBranch(target.value.trim())}
          />
        </Field>
      </div>
      <Button type="submit">{words.restoreToBranch}</Button>
      <Button onClick={() => void openInWorktree({ session_id, commit, branch })}>{words.openInWorktree}</Button>
    </form>
  )
}
