import { type TouchEvent, useRef } from 'react'
import { haptic } from '#renderer/platform/haptic.ts'

/** So far a finger goes sideways, and no further up or down, for a swipe. In px. */
const SWIPE_PX = 60
const STRAY_PX = 40

/** Calls back with 1 for a swipe to the left, -1 for one to the right; not for what scrolls sideways by itself. */
export function useSwipe(onSwipe: (step: 1 | -1) => void) {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null)
  return {
    onTouchStart: ({ touches, target }: TouchEvent) => {
      const touch = touches[0]
      const isOne = touch !== undefined && touches.length === 1 && !scrollsSideways(target)
      start.current = isOne ? { x: touch.clientX, y: touch.clientY } : null
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const touch = changedTouches[0]
      const from = start.current
      start.current = null
      if (touch === undefined || from === null) {
        return
      }
      const along = touch.clientX - from.x
      if (Math.abs(along) >= SWIPE_PX && Math.abs(touch.clientY - from.y) <= STRAY_PX) {
        haptic()
        onSwipe(along < 0 ? 1 : -1)
      }
    },
  }
}

function scrollsSideways(target: EventTarget): boolean {
  for (let element = target instanceof Element ? target : null; element !== null; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth + 1 || element.matches('input, textarea, select')) {
      return true
    }
  }
  return false
}
