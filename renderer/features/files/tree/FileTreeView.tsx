import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight, File, Folder, Link2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { useStore } from '#renderer/state/store.ts'
import type { FileTree } from '../listing/fileTree.ts'
import { type Dropped, startDrag, useDropTarget } from '../moving/dragging.ts'
import { type TreeMove, type TreeRow, folderOf, moveInTree, nameOf, treeRows } from '../listing/treeRows.ts'
import * as words from '../words.ts'

const ROW = 30
const ROW_TOUCH = 44

interface Props {
  readonly tree: FileTree
  /** The line that actions are about; '' none. */
  readonly chosen: string
  readonly onChoose: (path: string) => void
  readonly onOpen: (path: string) => void
  /** F2, Delete. */
  readonly onKey: (key: 'F2' | 'Delete', path: string) => void
  /** Something was dragged to a folder; null: nothing is taken. */
  readonly drag: { readonly session: string; readonly onDrop: (folder: string, dropped: Dropped) => void } | null
}

/** The files of a session as a tree, of which only the lines near the screen are drawn. Keys by the ARIA pattern. */
export function FileTreeView({ tree, chosen, onChoose, onOpen, onKey, drag }: Props) {
  const rows = treeRows(useStore(tree.state, (state) => state))
  const scroller = useRef<HTMLDivElement>(null)
  const { focused, latest, leadTo, arrive } = useRovingFocus()
  const height = matchMedia('(pointer: coarse)').matches ? ROW_TOUCH : ROW
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by the React Compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
  })
  useEffect(() => tree.follow(), [tree])
  const at = Math.min(focused, rows.length - 1)
  const show = (index: number) => {
    leadTo(index)
    virtual.scrollToIndex(index)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus())
  }
  const keys = (event: KeyboardEvent) => {
    const here = Math.min(latest(), rows.length - 1)
    const row = rows[here]
    const done = event.altKey || event.ctrlKey || event.metaKey ? null : keyAt(rows, here, event.key)
    if (row !== undefined && done !== null) {
      event.preventDefault()
      event.stopPropagation()
      carryOut(done, row, { show, onOpen, tree, onKey })
    }
  }
  return (
    <div ref={scroller} className="thin-scroll min-h-0 flex-1 overflow-y-auto">
      <div
        role="tree"
        tabIndex={-1}
        aria-label={words.files}
        onKeyDown={keys}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <Line
              key={`${row.kind}:${row.path}`}
              row={row}
              index={index}
              isFocused={index === at}
              isChosen={row.kind === 'entry' && row.path === chosen}
              onFocus={() => (arrive(index), onChoose(row.kind === 'entry' ? row.path : ''))}
              onChoose={() => activateRow(row, tree, onOpen)}
              drag={drag}
              style={{ height, transform: `translateY(${start}px)`, paddingLeft: 8 + row.depth * 14 }}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Which line has the focus, and where it is about to go: keys may come faster than frames. */
function useRovingFocus() {
  const [focused, setFocused] = useState(0)
  const next = useRef<number | null>(null)
  return {
    focused,
    latest: () => next.current ?? focused,
    leadTo: (index: number) => {
      next.current = index
    },
    arrive: (index: number) => {
      next.current = next.current === index ? null : next.current
      setFocused(index)
    },
  }
}

type Action = TreeMove | { readonly kind: 'activate' } | { readonly kind: 'key'; readonly key: 'F2' | 'Delete' }

/** What a key does at a line; null: nothing here. */
function keyAt(rows: readonly TreeRow[], at: number, key: string): Action | null {
  if (key === 'Enter' || key === ' ') {
    return { kind: 'activate' }
  }
  if (rows[at]?.kind === 'entry' && (key === 'F2' || key === 'Delete')) {
    return { kind: 'key', key }
  }
  return moveInTree(rows, at, key)
}

interface Hands extends Pick<Props, 'tree' | 'onKey' | 'onOpen'> {
  readonly show: (index: number) => void
}

function carryOut(action: Action, row: TreeRow, { show, onOpen, tree, onKey }: Hands): void {
  switch (action.kind) {
    case 'activate':
      activateRow(row, tree, onOpen)
      break
    case 'key':
      onKey(action.key, row.path)
      break
    case 'focus':
      show(action.index)
      break
    case 'expand':
      void tree.expand(action.path)
      break
    case 'collapse':
      tree.collapse(action.path)
      break
  }
}

function activateRow(row: TreeRow, tree: FileTree, onOpen: (path: string) => void): void {
  if (row.kind === 'more') {
    void tree.list(row.path, row.cursor)
  } else if (row.kind === 'entry' && row.entry.kind === 'folder') {
    void (row.isOpen ? tree.collapse(row.path) : tree.expand(row.path))
  } else if (row.kind === 'entry') {
    onOpen(row.path)
  }
}

interface LineProps extends Pick<Props, 'drag'> {
  readonly row: TreeRow
  readonly index: number
  readonly isFocused: boolean
  readonly isChosen: boolean
  readonly onFocus: () => void
  readonly onChoose: () => void
  readonly style: Readonly<Record<string, string | number>>
}

function Line({ row, index, isFocused, isChosen, onFocus, onChoose, drag, style }: LineProps) {
  const isFolder = row.kind === 'entry' && row.entry.kind === 'folder'
  const { isOver, ...target } = useDropTarget(drag?.session ?? null, (dropped) =>
    drag?.onDrop(isFolder ? row.path : row.kind === 'entry' ? folderOf(row.path) : row.path, dropped),
  )
  return (
    <div
      role="treeitem"
      data-row={index}
      aria-level={row.depth + 1}
      aria-selected={isChosen}
      {...(isFolder ? { 'aria-expanded': row.isOpen } : {})}
      tabIndex={isFocused ? 0 : -1}
      onClick={onChoose}
      onFocus={onFocus}
      draggable={drag !== null && row.kind === 'entry'}
      onDragStart={(event) => drag !== null && startDrag(event, drag.session, row.path)}
      {...target}
      style={style}
      className={classes(
        'absolute inset-x-0 top-0 flex cursor-default items-center gap-1.5 pr-2 text-sm -outline-offset-2 hover:bg-raised',
        isChosen && 'bg-raised',
        isOver && 'bg-accent-ground outline-2 outline-accent',
      )}
    >
      <LineText row={row} />
    </div>
  )
}

function LineText({ row }: { row: TreeRow }) {
  if (row.kind === 'note') {
    return <span className="truncate pl-5 text-muted">{row.text}</span>
  }
  if (row.kind === 'more') {
    return <span className="pl-5 text-accent">{words.showMore}</span>
  }
  const { entry, isOpen } = row
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const Icon = entry.kind === 'folder' ? Folder : entry.kind === 'symlink' ? Link2 : File
  return (
    <>
      {entry.kind === 'folder' ? (
        <Chevron className="size-3.5 shrink-0 text-muted" aria-hidden="true" />
      ) : (
        <span className="w-3.5 shrink-0" />
      )}
      <Icon className="size-4 shrink-0 text-muted" aria-hidden="true" />
      <span dir="auto" className={classes('min-w-0 flex-1 truncate', entry.ignored && 'text-muted')}>
        <Marked text={nameOf(entry.name)} />
      </span>
      {entry.kind === 'file' && (
        <span className="shrink-0 text-xs text-muted tabular-nums">{sizeText(entry.size)}</span>
      )}
    </>
  )
}

function sizeText(size: number): string {
  const step = size < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(size) / 10))
  const value = size / 1024 ** step
  return `${step > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${['B', 'KB', 'MB', 'GB', 'TB'][step] ?? ''}`
}
