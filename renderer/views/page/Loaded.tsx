import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react'
import { Unfetched } from '#renderer/ui/lazyComponent.tsx'

/**
 * Draws a component, and `children` below it, as soon as its code is there; nothing until then. When loading fails, `Instead` is
 * drawn in its place, with the same props: see `lazyComponent`. `load` is null until it is wanted.
 * What a `Suspense` waits for, React holds back until others have been seen for 0.3 s.
 */
export function Loaded<P extends object>(given: {
  load: (() => Promise<ComponentType<P>>) | null
  props: P
  Instead?: ComponentType<P>
  children?: ReactNode
}) {
  const { load, props, Instead = Unfetched, children } = given
  const [code, setCode] = useState<ComponentType<P> | null>(null)
  useEffect(() => {
    let isOver = false
    const show = (loaded: ComponentType<P>) => isOver || setCode(() => loaded)
    load?.().then(show, () => show(Instead))
    return () => {
      isOver = true
    }
  }, [load, Instead])
  return (
    code !== null && (
      <>
        {createElement(code, props)}
        {children}
      </>
    )
  )
}
