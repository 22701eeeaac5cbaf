import { ChevronDown, ChevronRight, Folder } from 'lucide-react'
import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { LineTotals } from '../../LineTotals.tsx'
import { GitFileItem } from '../GitFileItem.tsx'
import { type SidedFiles, totalOf } from '../groups.ts'
import { treeRows } from './folders.ts'
import * as words from '../words.ts'

interface FileTreeProps {
  readonly group: SidedFiles
  readonly session_id: SessionId
  readonly against: string | null
  readonly version: number
}

/** The files by folder, each folder with how many they are and what came and went. */
export function FileTree({ group, session_id, against, version }: FileTreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const toggle = (path: string) => {
    const next = new Set(closed)
    if (!next.delete(path)) {
      next.add(path)
    }
    setClosed(next)
  }
  const { side } = group
  const files = group.files.map(({ file }) => file)
  return (
    <ul>
      {treeRows(files, closed).map((row) =>
        row.kind === 'file' ? (
          <GitFileItem
            key={`file ${row.file.path}`}
            file={row.file}
            side={side}
            session_id={session_id}
            against={against}
            version={version}
            depth={row.depth}
          />
        ) : (
          <li key={`folder ${row.path}`} className="border-b border-line">
            <button
              type="button"
              aria-expanded={!closed.has(row.path)}
              onClick={() => toggle(row.path)}
              style={{ paddingInlineStart: `${12 + row.depth * 16}px` }}
              className="flex min-h-9 w-full items-center gap-2 pr-4 text-left text-sm hover:bg-raised touch:min-h-11"
            >
              {closed.has(row.path) ? (
                <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden="true" />
              ) : (
                <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden="true" />
              )}
              <Folder className="size-4 shrink-0 text-muted" aria-hidden="true" />
              <bdi className="min-w-0 flex-1 truncate">
                <Marked text={row.name} code />
              </bdi>
              <span className="shrink-0 text-muted tabular-nums">{words.files(row.files.length)}</span>
              <LineTotals files={row.files.map((file) => totalOf(file, side))} />
            </button>
          </li>
        ),
      )}
    </ul>
  )
}
