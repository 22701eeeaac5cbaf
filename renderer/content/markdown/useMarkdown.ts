import { useEffect, useReducer, useState } from 'react'
import { type MathReader, useMathReader } from '../math/mathReader.ts'
import { type MarkdownReading, emptyReading, readMarkdown } from './readMarkdown.ts'

/** After a parse that took this long, the next one is delayed. */
const LONG_MS = 12

/** The pause between two parses, as a multiple of the duration of the last. */
const REST = 5

/**
 * Parses Markdown in a component. A growing text is parsed again only as often as it is cheap: one endless block must
 * not keep the page busy. The result may lag behind for a moment, and always catches up.
 */
export function useMarkdown(text: string): MarkdownReading {
  const [reader] = useState(createPacedReader)
  const [, rerender] = useReducer((renders: number) => renders + 1, 0)
  const { reading, waitMs } = reader(text, useMathReader(text))
  useEffect(() => {
    const timer = waitMs > 0 ? setTimeout(rerender, waitMs) : undefined
    return () => clearTimeout(timer)
  }, [waitMs])
  return reading
}

/** Parses its input, unless it is too early: then it returns the last result and how long to wait. */
function createPacedReader() {
  let last: { readonly text: string; readonly reading: MarkdownReading; readonly notBefore: number } | null = null
  return (text: string, math: MathReader | null): { readonly reading: MarkdownReading; readonly waitMs: number } => {
    if (last?.reading.math !== math) {
      last = null
    }
    if (last?.text === text) {
      return { reading: last.reading, waitMs: 0 }
    }
    const now = performance.now()
    if (last !== null && now < last.notBefore && text.startsWith(last.text)) {
      return { reading: last.reading, waitMs: last.notBefore - now }
    }
    const reading = readMarkdown(text, last?.reading ?? emptyReading(math))
    const took = performance.now() - now
    last = { text, reading, notBefore: took > LONG_MS ? now + took * (1 + REST) : 0 }
    return { reading, waitMs: 0 }
  }
}
