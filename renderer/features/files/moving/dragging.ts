import { type DragEvent, useState } from 'react'
import { noteDropped } from '#renderer/state/kept/keptFiles.ts'

/** What a line of the tree carries while it is dragged; the session is in it, so that no other one takes it. */
const LINE = 'application/x-homeport-file'

export interface Dropped {
  /** A path of this session. */
  readonly path: string | null
  readonly files: readonly File[]
}

export interface DragTarget {
  readonly isOver: boolean
  readonly onDragOver: (event: DragEvent) => void
  readonly onDragLeave: () => void
  readonly onDrop: (event: DragEvent) => void
}

/** Makes a line draggable. */
export function startDrag(event: DragEvent, session: string, path: string): void {
  event.dataTransfer.setData(LINE, JSON.stringify([session, path]))
  event.dataTransfer.effectAllowed = 'move'
}

/** Takes lines of the same session, and files from outside. What the page does with them elsewhere it does not do here. */
export function useDropTarget(session: string | null, take: (dropped: Dropped) => void): DragTarget {
  const [isOver, setOver] = useState(false)
  const isTaken = ({ dataTransfer: { types } }: DragEvent) =>
    session !== null && (types.includes('Files') || types.includes(LINE))
  return {
    isOver,
    onDragOver: (event) => {
      if (isTaken(event)) {
        event.preventDefault()
        event.stopPropagation()
        setOver(true)
      }
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      setOver(false)
      if (isTaken(event)) {
        event.preventDefault()
        event.stopPropagation()
        noteDropped(event.dataTransfer)
        take({ path: draggedPath(event.dataTransfer.getData(LINE), session), files: [...event.dataTransfer.files] })
      }
    },
  }
}

function draggedPath(text: string, session: string | null): string | null {
  try {
    const dragged: unknown = JSON.parse(text)
    const [from, path] = Array.isArray(dragged) ? (dragged as unknown[]) : []
    return from === session && typeof path === 'string' ? path : null
  } catch {
    return null
  }
}
