import { useCallback, useMemo, useState } from 'react'
import type { GitCommit } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Shown, useRead } from '../useRead.tsx'
import { CommitDetails } from './CommitDetails.tsx'
import { Graph } from './Graph.tsx'
import { type GraphRow, graphOf } from './graph.ts'
import * as words from '../words.ts'

/** Of one request, and more each time that older ones are wanted. */
const PAGE = 100
const MAX_ASKED = 200

/** The commits of the branch, or of all, with how they follow each other. */
export function Log({ session_id }: { session_id: SessionId }) {
  const [all, setAll] = useState(false)
  const [wanted, setWanted] = useState(PAGE)
  const load = useCallback(() => loadLog(session_id, all, wanted), [session_id, all, wanted])
  const read = useRead(session_id, load)
  return (
    <>
      <div className="flex flex-none items-center gap-2 border-b border-line px-3 py-1.5">
        <Segments
          label={words.whichCommits}
          value={all ? 'all' : 'branch'}
          choices={[
            ['branch', words.thisBranch],
            ['all', words.allBranches],
          ]}
          onChoose={(choice) => setAll(choice === 'all')}
        />
      </div>
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto pb-[max(16px,env(safe-area-inset-bottom))]">
        <Shown of={read} what={words.readingTheHistory}>
          {({ commits, hasMore }) => (
            <>
              {commits.length === 0 && <p className="px-4 py-6 text-muted">{words.nothingIsCommittedYet}</p>}
              <Commits session_id={session_id} commits={commits} />
              {hasMore && (
                <div className="p-3">
                  <Button onClick={() => setWanted(wanted + PAGE)}>{words.showOlderCommits}</Button>
                </div>
              )}
            </>
          )}
        </Shown>
      </div>
    </>
  )
}

async function loadLog(session_id: SessionId, all: boolean, wanted: number) {
  const commits: GitCommit[] = []
  for (;;) {
    const limit = Math.min(MAX_ASKED, wanted - commits.length)
    const page = await connection.client.call('git.log', { session_id, all, limit, skip: commits.length })
    commits.push(...page.commits)
    if (!page.has_more || page.commits.length === 0 || commits.length >= wanted) {
      return { commits, hasMore: page.has_more }
    }
  }
}

function Commits({ session_id, commits }: { session_id: SessionId; commits: readonly GitCommit[] }) {
  const [open, setOpen] = useState<string | null>(null)
  const rows = useMemo(() => graphOf(commits), [commits])
  const width = Math.max(1, ...rows.map((row) => row.width))
  return (
    <ul>
      {commits.map((commit, index) => (
        <Row
          key={commit.commit}
          commit={commit}
          graph={rows[index]}
          width={width}
          session_id={session_id}
          isOpen={open === commit.commit}
          onToggle={() => setOpen(open === commit.commit ? null : commit.commit)}
        />
      ))}
    </ul>
  )
}

interface RowProps {
  readonly commit: GitCommit
  readonly graph: GraphRow | undefined
  readonly width: number
  readonly session_id: SessionId
  readonly isOpen: boolean
  readonly onToggle: () => void
}

const MAX_NAMES = 3

function Row({ commit, graph, width, session_id, isOpen, onToggle }: RowProps) {
  return (
    <li className={classes(isOpen && 'border-b border-line bg-raised')}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex h-11 w-full items-center gap-2 pr-3 pl-2 text-left hover:bg-raised"
      >
        {graph !== undefined && <Graph row={graph} width={width} />}
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5">
            {commit.names.slice(0, MAX_NAMES).map((name) => (
              <bdi
                key={name}
                className="max-w-40 shrink-0 truncate rounded-sm border border-line-strong/50 px-1 font-mono text-xs text-muted"
              >
                <Marked text={name} code />
              </bdi>
            ))}
            <bdi className="truncate">
              <Marked text={commit.subject} />
            </bdi>
          </span>
          <span className="flex gap-2 text-xs text-muted">
            <span className="font-mono">{commit.commit.slice(0, 7)}</span>
            <bdi className="min-w-0 truncate">
              <Marked text={commit.author} />
            </bdi>
            <span className="ml-auto shrink-0">
              <RelativeTime at={commit.authored_at} isShort />
            </span>
          </span>
        </span>
      </button>
      {isOpen && <CommitDetails session_id={session_id} commit={commit.commit} mayApply />}
    </li>
  )
}
