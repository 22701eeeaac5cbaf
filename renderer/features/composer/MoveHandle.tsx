import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import { indexAt } from './queueOrder.ts'
import * as words from './laterWords.ts'

/** Movement in px from which a press is a drag. */
const DRAG_PX = 4

export interface Placing {
  readonly index: number
  readonly count: number
  /** Where the row would land; null: it is not being dragged any more. */
  readonly onDrag: (to: number | null) => void
  readonly onMove: (to: number) => void
}

/** Moves a row of a list: dragged, by the arrow keys, or by the menu that a press opens. */
export function MoveHandle(props: Placing) {
  const { index, count, onMove } = props
  const { isOpen, button, toggle, close } = useMenu()
  const { endsPress, handlers } = useDragging(props)
  const moveBy = (by: number) => {
    close()
    if (index + by >= 0 && index + by < count) {
      onMove(index + by)
    }
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={words.moveThisMessageOf(index + 1, count)}
        title={words.dragToMoveOrUse}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => !endsPress() && toggle()}
        onKeyDown={onKeyDown}
        {...handlers}
        className="inline-flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-control text-muted touch:size-11 hover:bg-raised hover:text-text"
      >
        <GripVertical className="size-4" aria-hidden="true" />
      </button>
      {isOpen && (
        <Menu label={words.moveThisMessage} anchor={button} onClose={close}>
          {index > 0 && (
            <MenuItem icon={<ArrowUp className="size-4" />} onChoose={() => moveBy(-1)}>
              {words.moveUp}
            </MenuItem>
          )}
          {index < count - 1 && (
            <MenuItem icon={<ArrowDown className="size-4" />} onChoose={() => moveBy(1)}>
              {words.moveDown}
            </MenuItem>
          )}
        </Menu>
      )}
    </>
  )

  function onKeyDown(event: KeyboardEvent): void {
    if (!isOpen && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      moveBy(event.key === 'ArrowUp' ? -1 : 1)
    }
  }
}

/** Dragging a row by its handle. `endsPress`: whether the click that comes now is the end of a drag. */
function useDragging({ index, onDrag, onMove }: Placing) {
  const drag = useRef<{ from: number; to: number | null } | null>(null)
  const drop = (to: number | null) => {
    onDrag(null)
    if (to !== null && to !== index) {
      onMove(to)
    }
  }
  const endsPress = () => {
    const wasDragged = (drag.current?.to ?? null) !== null
    drag.current = null
    return wasDragged
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { from: event.clientY, to: null }
    }
  }
  const onPointerMove = (event: PointerEvent) => {
    const dragged = event.currentTarget.hasPointerCapture(event.pointerId) ? drag.current : null
    if (dragged !== null && (dragged.to !== null || Math.abs(event.clientY - dragged.from) >= DRAG_PX)) {
      dragged.to = indexAt(event.clientY, middlesOfOthers(event.currentTarget))
      onDrag(dragged.to)
    }
  }
  const onPointerUp = () => drop(drag.current?.to ?? null)
  const onPointerCancel = () => drop(null)
  return { endsPress, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } }
}

/** Of the other rows of the list, in px from the top of the window. */
function middlesOfOthers(handle: Element): number[] {
  const row = handle.closest('li')
  return [...(row?.parentElement?.children ?? [])]
    .filter((other) => other !== row)
    .map((other) => {
      const { top, height } = other.getBoundingClientRect()
      return top + height / 2
    })
}
