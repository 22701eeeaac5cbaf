import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { createStore, type Store, useStore } from '#renderer/state/store.ts'

interface Watched {
  /** The number of end markers and closed parts not seen yet. */
  readonly unseen: Store<number>
  /** Shows the next unseen part: opens closed ones, otherwise scrolls. */
  readonly showRest: () => void
  /** Counts as unseen until `element` was on the screen, or is taken away. */
  readonly watchEnd: (element: HTMLElement) => () => void
  /** Counts as unseen until it is opened or taken away. */
  readonly watchClosed: (open: () => void) => () => void
}

const Scope = createContext<Watched | null>(null)

/** Tracks which of its content was on screen, reported by `EndMarker` and `useUnseenWhileClosed`. */
export function SeenScope({ children }: { children: ReactNode }) {
  const watched = useMemo(() => watch(), [])
  return <Scope value={watched}>{children}</Scope>
}

/**
 * Whether everything in the scope has been on screen, and a function that shows the rest. False until the browser has
 * first reported.
 * @throws Error outside of a scope, where nothing would count as unseen.
 */
export function useSeen(): { readonly isSeen: boolean; readonly showRest: () => void } {
  const scope = useContext(Scope)
  if (scope === null) {
    throw new Error('useSeen needs a SeenScope above it.')
  }
  const isSeen = useStore(scope.unseen, (left) => left === 0)
  return { isSeen, showRest: scope.showRest }
}

/**
 * Marks the end of scrollable content, its lower or right edge. Place it at the end of the content, in a positioned
 * box.
 */
export function EndMarker({ edge }: { edge: 'bottom' | 'right' }) {
  const scope = useContext(Scope)
  const [element, setElement] = useState<HTMLElement | null>(null)
  useEffect(() => (element === null ? undefined : scope?.watchEnd(element)), [scope, element])
  return scope === null ? null : (
    <span
      ref={setElement}
      aria-hidden="true"
      className={`pointer-events-none absolute right-0 bottom-0 ${edge === 'bottom' ? 'left-0 h-px' : 'top-0 w-px'}`}
    />
  )
}

/** A closed part counts as unseen, and is opened with the rest. */
export function useUnseenWhileClosed(isClosed: boolean, open: () => void): void {
  const scope = useContext(Scope)
  useEffect(() => (isClosed ? scope?.watchClosed(open) : undefined), [scope, isClosed, open])
}

function watch(): Watched {
  const closed = new Set<() => void>()
  const ends = new Set<Element>()
  // Starts at 1: the content has not reported its end markers yet.
  const unseen = createStore(1)
  const count = () => unseen.set(closed.size + ends.size)
  const observer = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => forget(target))
  })
  const forget = (element: Element) => {
    observer.unobserve(element)
    ends.delete(element)
    count()
  }
  return {
    unseen,
    showRest: () => {
      if (closed.size > 0) {
        ;[...closed].forEach((open) => open())
      } else {
        ends.values().next().value?.scrollIntoView({ block: 'nearest', inline: 'end' })
      }
    },
    watchEnd: (element) => {
      ends.add(element)
      count()
      observer.observe(element)
      return () => forget(element)
    },
    watchClosed: (open) => {
      closed.add(open)
      count()
      return () => {
        closed.delete(open)
        count()
      }
    },
  }
}
