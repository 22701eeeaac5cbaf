import { useEffect, useRef } from 'react'
import { drawInFrame } from './drawInFrame.ts'
import type { DrawingEnd } from './drawings.ts'
import type { DiagramOrder } from './frameMessages.ts'
import * as words from '#renderer/content/laterWords.ts'

/**
 * A frame that draws one order. It has no origin: neither cookies nor storage, nothing of the page, no way to fetch, to open or to
 * lead away. It gets no events either: it is a picture. Another order wants another key.
 */
export function DiagramFrame({ order, onEnd }: { order: DiagramOrder; onEnd: (end: DrawingEnd) => void }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const once = useRef({ order, onEnd })
  useEffect(
    () =>
      frame.current === null
        ? undefined
        : drawInFrame(frame.current, once.current.order, (end) => once.current.onEnd(end)),
    [],
  )
  return (
    <iframe
      ref={frame}
      src="/diagram.html"
      sandbox="allow-scripts"
      allow=""
      referrerPolicy="no-referrer"
      title={words.diagram}
      aria-hidden
      tabIndex={-1}
      className="pointer-events-none block size-full border-0"
    />
  )
}
