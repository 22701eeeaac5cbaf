import { useEffect, useState } from 'react'
import type { CodeLine } from './colourRuns.ts'

/** A text that grows rests this many times as long as its colours took. */
const REST = 5

/** A text and the lines it had in colours. */
interface Coloured {
  readonly text: string
  readonly lines: readonly CodeLine[]
}

/**
 * The lines of a program in their colours, which come later than the text: null until then, and where it stays plain.
 * While the text grows, those of its beginning.
 */
export function useColours(text: string, language: string): readonly CodeLine[] | null {
  const [coloured, setColoured] = useState<Coloured | null>(null)
  const [worker] = useState(createWorker)
  useEffect(() => worker.begin(text, language, setColoured), [worker, text, language])
  useEffect(() => worker.stop, [worker])
  if (coloured === null || !text.startsWith(coloured.text)) {
    return null
  }
  // Its last line may go on.
  return text === coloured.text ? coloured.lines : coloured.lines.slice(0, -1)
}

interface Wanted {
  readonly text: string
  readonly language: string
  readonly report: (coloured: Coloured) => void
}

/** Colours the newest text, one at a time. */
function createWorker() {
  let wanted: Wanted | null = null
  let isBusy = false

  async function work(): Promise<void> {
    isBusy = true
    for (let next = wanted; next !== null; next = wanted) {
      wanted = null
      const started = performance.now()
      const lines = await colours(next)
      if (lines !== null) {
        next.report({ text: next.text, lines })
      }
      await rest((performance.now() - started) * REST)
    }
    isBusy = false
  }

  return {
    begin: (text: string, language: string, report: Wanted['report']) => {
      wanted = language === '' || text === '' ? null : { text, language, report }
      if (!isBusy && wanted !== null) {
        void work()
      }
    },
    stop: () => {
      wanted = null
    },
  }
}

/** Colours that do not come are missed by nobody: the text is there. */
async function colours({ text, language }: Wanted): Promise<readonly CodeLine[] | null> {
  return import('./colourText.ts').then(
    ({ colourText }) => colourText(text, language),
    () => null,
  )
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
