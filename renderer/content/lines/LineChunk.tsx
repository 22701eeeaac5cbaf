import { type ReactNode, useEffect, useRef, useState } from 'react'

const ROW_HEIGHT = 20
/** Chunks this near to the viewport are rendered, so that no empty one is seen. */
const NEAR = '1200px'

/** Renders rows while they are near the viewport, and keeps their height while they are not. */
export function LineChunk({ rows, draw }: { rows: number; draw: () => ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(false)
  const [height, setHeight] = useState(rows * ROW_HEIGHT)
  useEffect(() => {
    const element = box.current
    if (element === null) {
      return
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) {
          return
        }
        if (!entry.isIntersecting && entry.boundingClientRect.height > 0) {
          setHeight(entry.boundingClientRect.height)
        }
        setNear(entry.isIntersecting)
      },
      { rootMargin: NEAR, scrollMargin: NEAR },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} style={isNear ? undefined : { height }}>
      {isNear && draw()}
    </div>
  )
}
