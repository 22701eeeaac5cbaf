import { type RefObject, useEffect, useState } from 'react'

export interface OpenedLine {
  /**
   * Called once rows were measured anew. Pixels that the line moved upwards because of what it opened to, once; null
   * while nothing was opened, or what was opened is not drawn yet.
   */
  readonly takeShift: () => number | null
}

/** The line (a tool, a sub-agent) that the reader has just opened, which must not run away from under their eyes. */
export function useOpenedLine(scroller: RefObject<HTMLElement | null>): OpenedLine {
  const [watch] = useState(watchOpening)
  useEffect(() => {
    const element = scroller.current
    element?.addEventListener('click', watch.onClick, { capture: true })
    return () => element?.removeEventListener('click', watch.onClick, { capture: true })
  }, [scroller, watch])
  return watch
}

interface Opening {
  readonly line: Element
  readonly top: number
  readonly row: HTMLElement
  readonly height: number
}

function watchOpening(): OpenedLine & { readonly onClick: (event: Event) => void } {
  let opening: Opening | null = null
  return {
    onClick: ({ target }) => {
      const line = target instanceof Element ? target.closest('[aria-expanded="false"]') : null
      const row = line?.closest<HTMLElement>('[data-index]') ?? null
      opening =
        line === null || row === null
          ? null
          : { line, top: line.getBoundingClientRect().top, row, height: row.offsetHeight }
    },
    takeShift: () => {
      if (opening === null || (opening.row.isConnected && opening.row.offsetHeight === opening.height)) {
        return null
      }
      const { line, top } = opening
      opening = null
      return line.isConnected ? top - line.getBoundingClientRect().top : null
    },
  }
}
