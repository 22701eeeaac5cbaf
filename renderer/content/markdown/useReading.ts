import { useEffect, useReducer, useState } from 'react'
import { type MarkdownReading, readMarkdown } from './readMarkdown.ts'

/** After a reading that took this long, the next waits: the page has other things to do. */
const LONG_MS = 12

/** At least so many times as long as the last reading took lies between two of them. */
const REST = 5

/**
 * A text as a tree. While it grows, it is read again as often as reading is cheap: one block without end may not keep
 * the page busy. What is shown lags behind by a moment then, and never stays so.
 */
export function useReading(text: string): MarkdownReading {
  const [reader] = useState(createPacedReader)
  const [, lookAgain] = useReducer((looks: number) => looks + 1, 0)
  const { reading, waitMs } = reader(text)
  useEffect(() => {
    const timer = waitMs > 0 ? setTimeout(lookAgain, waitMs) : undefined
    return () => clearTimeout(timer)
  }, [waitMs])
  return reading
}

/** Reads what it is given unless it is too soon; then it says how long to wait, and gives the last reading. */
function createPacedReader() {
  let last: { readonly text: string; readonly reading: MarkdownReading; readonly notBefore: number } | null = null
  return (text: string): { readonly reading: MarkdownReading; readonly waitMs: number } => {
    if (last?.text === text) {
      return { reading: last.reading, waitMs: 0 }
    }
    const now = performance.now()
    if (last !== null && now < last.notBefore && text.startsWith(last.text)) {
      return { reading: last.reading, waitMs: last.notBefore - now }
    }
    const reading = readMarkdown(text, last?.reading)
    const took = performance.now() - now
    last = { text, reading, notBefore: took > LONG_MS ? now + took * (1 + REST) : 0 }
    return { reading, waitMs: 0 }
  }
}
