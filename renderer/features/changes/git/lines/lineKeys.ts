import type { KeyboardEvent } from 'react'

export interface Keys {
  readonly count: number
  readonly at: number | null
  readonly onMove: (to: number, isRange: boolean) => void
  readonly onPress: (line: number, isRange: boolean) => void
  readonly onComment: (line: number) => void
}

/** Arrows move, with Shift they choose; Space chooses, C comments. Not while something within has the focus. */
export function onKey(event: KeyboardEvent<HTMLDivElement>, { count, at, onMove, onPress, onComment }: Keys): void {
  const isOurs = event.target === event.currentTarget && !isShortcut(event)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!isOurs || (step === undefined && (at === null || !/^[ c]$/.test(event.key)))) {
    return
  }
  event.preventDefault()
  if (step !== undefined) {
    onMove(Math.min(count - 1, Math.max(0, (at ?? -1) + step)), event.shiftKey)
  } else if (event.key === ' ') {
    onPress(at ?? 0, event.shiftKey)
  } else {
    onComment(at ?? 0)
  }
}

function isShortcut({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey
}
