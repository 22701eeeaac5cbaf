import { fetchDiagramPieces } from '#renderer/connection/diagramPieces.ts'
import { type DrawingEnd, noteDrawing } from './drawings.ts'
import { type DiagramOrder, type PageMessage, readFrameMessage } from './frameMessages.ts'

/** How long a frame may think at a time, in ms. Fetching does not count. */
const PATIENCE_MS = 6_000
/** No diagram asks more often. */
const MAX_QUESTIONS = 40

/**
 * Has a text drawn in a frame that has just been put into the page. `onEnd` is called once; whoever calls takes the frame away
 * when that was no drawing. Returns what stops listening.
 */
export function drawInFrame(
  frame: HTMLIFrameElement,
  order: DiagramOrder,
  onEnd: (end: DrawingEnd) => void,
): () => void {
  const { port1: port, port2 } = new MessageChannel()
  let questions = 0
  let clock: ReturnType<typeof setTimeout> | undefined
  const isOver = noteDrawing(order.text)
  const stop = () => {
    isOver()
    clearTimeout(clock)
    port.close()
    frame.removeEventListener('load', start)
  }
  const end = (how: DrawingEnd) => {
    stop()
    onEnd(how)
  }
  const wait = () => {
    clearTimeout(clock)
    // A frame that has asked for nothing is not ours: it could not be fetched.
    clock = setTimeout(() => end({ kind: questions === 0 ? 'unfetched' : 'slow' }), PATIENCE_MS)
  }
  const hand = async (names: readonly string[]) => {
    clearTimeout(clock)
    try {
      const pieces: PageMessage = await fetchDiagramPieces(names)
      port.postMessage(pieces)
      wait()
    } catch {
      end({ kind: 'unfetched' })
    }
  }
  const start = () => {
    // Without an origin it cannot be named. The port is what only this document gets.
    frame.contentWindow?.postMessage(order, '*', [port2])
  }
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = readFrameMessage(data)
    if (message?.kind === 'drawn') {
      end(message)
    } else if (message?.kind === 'needs' && questions < MAX_QUESTIONS) {
      questions += 1
      void hand(message.names)
    } else {
      end({ kind: 'unreadable' })
    }
  })
  port.start()
  frame.addEventListener('load', start, { once: true })
  wait()
  return stop
}
