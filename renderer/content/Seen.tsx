import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { createStore, type Store, useStore } from '#renderer/state/store.ts'

interface Watched {
  /** How many ends and closed parts were never in view. */
  readonly unseen: Store<number>
  /** Brings the next of them into view: opens what is closed, else scrolls. */
  readonly showRest: () => void
  /** Counts as unseen until `element` was on the screen, or is taken away. */
  readonly watchEnd: (element: HTMLElement) => () => void
  /** Counts as unseen until it is opened or taken away. */
  readonly watchClosed: (open: () => void) => () => void
}

const Scope = createContext<Watched | null>(null)

/** Knows what of its content was seen. Content tells it by `End` and `useClosedPart`. */
export function SeenScope({ children }: { children: ReactNode }) {
  const watched = useMemo(() => watch(), [])
  return <Scope value={watched}>{children}</Scope>
}

/**
 * Whether everything in the scope was in view at some time, and what brings the rest there. False until the browser
 * has told of the first look. @throws Error outside of a scope: nothing would ever count as unseen.
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
 * The end of something that scrolls: its lower edge, or its right one. Stands in a box with a position of its own, at
 * the end of what scrolls.
 */
export function End({ edge }: { edge: 'bottom' | 'right' }) {
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

/** A part that is closed: it counts as unseen, and is opened with all the rest. */
export function useClosedPart(isClosed: boolean, open: () => void): void {
  const scope = useContext(Scope)
  useEffect(() => (isClosed ? scope?.watchClosed(open) : undefined), [scope, isClosed, open])
}

function watch(): Watched {
  const closed = new Set<() => void>()
  const ends = new Set<Element>()
  // One is unseen at first: what was drawn has not told yet where it ends.
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
