import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react'

/**
 * Draws a component, and `children` below it, as soon as its code is there; nothing until then, and when loading fails. `load` is
 * null until it is wanted. What a `Suspense` waits for, React holds back until others have been seen for 0.3 s.
 */
export function Loaded<P extends object>(given: {
  load: (() => Promise<ComponentType<P>>) | null
  props: P
  children?: ReactNode
}) {
  const { load, props, children } = given
  const [code, setCode] = useState<ComponentType<P> | null>(null)
  useEffect(() => {
    let isOver = false
    load?.().then(
      (loaded) => isOver || setCode(() => loaded),
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [load])
  return (
    code !== null && (
      <>
        {createElement(code, props)}
        {children}
      </>
    )
  )
}
