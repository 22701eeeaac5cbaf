import { Maximize2 } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import { CodeBox } from '../CodeBox.tsx'
import { WrapButton } from '../WrapButton.tsx'
import { DiagramFrame } from './DiagramFrame.tsx'
import { diagramName } from './diagramText.ts'
import { type DrawingEnd, rememberEnd, rememberedEnd } from './drawings.ts'
import { EnlargedDiagram } from './EnlargedDiagram.tsx'
import type { DiagramSize } from './frameMessages.ts'
import { takeFrameSlot } from './frameSlots.ts'
import { useLook } from './useLook.ts'
import * as words from '#renderer/content/laterWords.ts'

/** Fitted into the width, but no smaller than this: letters of 14 pixels stay readable, and what is wider scrolls. */
const SMALLEST = 0.75

/**
 * A diagram: its text, until it is drawn in a frame without rights. Give it a key of its text. Screen readers have the text
 * beside the drawing; what cannot be drawn stays text and says why.
 */
export function Diagram({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null)
  const look = useLook()
  const [end, setEnd] = useState(() => rememberedEnd(text))
  const [view, setView] = useState<View>('diagram')
  const [isWrapped, setWrapped] = useState(false)
  const [isEnlarged, setEnlarged] = useState(false)
  const isWanted = useIsNear(place) && (end === null || end.kind === 'drawn')
  const hasFrame = useFrameSlot(isWanted)
  const name = diagramName(text)
  const size = end?.kind === 'drawn' ? end : null
  const isShown = size !== null && view === 'diagram'
  const onEnd = (how: DrawingEnd) => {
    rememberEnd(text, how)
    setEnd(how)
  }
  return (
    <div ref={place} className="relative">
      <CodeBox
        title={words.mermaid}
        buttons={
          <>
            {size !== null && <Segments label={words.showAs} value={view} choices={VIEWS} onChoose={setView} />}
            {isShown ? (
              <EnlargeButton onPress={() => setEnlarged(true)} />
            ) : (
              <WrapButton isWrapped={isWrapped} onChange={setWrapped} />
            )}
            <CopyButton text={text} />
          </>
        }
      >
        <DiagramSource text={text} isWrapped={isWrapped} isHeardOnly={isShown} />
        <Picture name={name} size={size} isShown={isShown}>
          {hasFrame && <DiagramFrame key={JSON.stringify(look)} order={{ text, look }} onEnd={onEnd} />}
        </Picture>
        <Why end={end} />
      </CodeBox>
      {isEnlarged && size !== null && (
        <EnlargedDiagram order={{ text, look }} name={name} size={size} onClose={() => setEnlarged(false)} />
      )}
    </div>
  )
}

type View = 'diagram' | 'text'

const VIEWS: readonly (readonly [View, string])[] = [
  ['diagram', words.diagram],
  ['text', words.text],
]

function EnlargeButton({ onPress }: { onPress: () => void }) {
  return (
    <IconButton label={words.enlarge} onClick={onPress}>
      <Maximize2 className="size-4" />
    </IconButton>
  )
}

/** The place of the drawing: scrolls, unless it is not to be seen yet. */
function Picture(props: { name: string; size: DiagramSize | null; isShown: boolean; children: ReactNode }) {
  const { name, size, isShown, children } = props
  return (
    <div
      className={isShown ? 'thin-scroll max-h-[70dvh] overflow-auto bg-surface p-3' : HIDDEN}
      {...(isShown ? { tabIndex: 0, role: 'group', 'aria-label': name } : { 'aria-hidden': true })}
    >
      <div role="img" aria-label={name} style={size === null ? undefined : fitted(size)} className="mx-auto">
        {children}
      </div>
    </div>
  )
}

/** Drawn, but not to be seen yet: browsers save themselves the drawing of what lies outside the window, or has no size. */
const HIDDEN = 'pointer-events-none absolute inset-x-0 top-0 h-64 overflow-hidden opacity-0'

function fitted({ width, height }: DiagramSize) {
  return {
    width: `max(min(100%, ${width}px), ${Math.round(width * SMALLEST)}px)`,
    aspectRatio: `${width} / ${height}`,
  }
}

/** The text as it was written; beside a drawing only for those who hear the page. */
function DiagramSource(props: { text: string; isWrapped: boolean; isHeardOnly: boolean }) {
  const { text, isWrapped, isHeardOnly } = props
  return (
    <pre
      dir="ltr"
      tabIndex={isHeardOnly ? undefined : 0}
      aria-label={words.diagramAsText}
      className={classes(
        'p-3 font-mono text-sm',
        isHeardOnly ? 'sr-only' : 'thin-scroll max-h-96 overflow-auto focus-visible:-outline-offset-2',
        isWrapped && 'wrap-anywhere whitespace-pre-wrap',
      )}
    >
      <Marked text={text} code />
    </pre>
  )
}

const reasons: Readonly<Record<Exclude<DrawingEnd['kind'], 'drawn'>, string>> = {
  unreadable: words.thisDiagramCannotBeDrawn,
  slow: words.thisDiagramIsNotDrawn,
  unfetched: words.thisDiagramIsNotDrawnWhat,
  'too large': words.thisDiagramIsNotDrawnIt,
}

function Why({ end }: { end: DrawingEnd | null }) {
  return end === null || end.kind === 'drawn' ? null : (
    <p className="border-t border-line px-3 py-1.5 text-xs text-muted">{reasons[end.kind]}</p>
  )
}

/** Whether something is in the window or little beside it. */
function useIsNear(place: RefObject<Element | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), {
      rootMargin: NEAR,
      scrollMargin: NEAR,
    })
    if (place.current !== null) {
      observer.observe(place.current)
    }
    return () => observer.disconnect()
  }, [place])
  return isNear
}

const NEAR = '300px'

/** Whether one of the few frames may be this one's. */
function useFrameSlot(isWanted: boolean): boolean {
  const [isTaken, setTaken] = useState(false)
  useEffect(() => {
    if (!isWanted) {
      return undefined
    }
    const giveBack = takeFrameSlot(() => setTaken(true))
    return () => {
      setTaken(false)
      giveBack()
    }
  }, [isWanted])
  return isTaken && isWanted
}
