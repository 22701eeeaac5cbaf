// oxlint-disable-next-line no-restricted-imports -- the one place that says so when code does not come
import { type ComponentType, lazy } from 'react'
import { whenIdle } from '#renderer/platform/idle.ts'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'
import * as words from './words.ts'

/**
 * A component whose code is loaded when it is first rendered. When loading fails, `Instead` is shown in its place,
 * with the same props: browsers cache a failed import for as long as the page lives, so that only a reload retries it (whatwg/html#6768).
 */
export function lazyComponent<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Instead: ComponentType<P> = Unfetched,
) {
  return lazy(async (): Promise<{ default: ComponentType<P> }> => ({
    default: await load().catch(() => Instead),
  }))
}

/**
 * A component that is loaded once the page has been drawn and is idle; until then, and when loading fails, nothing is
 * there. For what nobody needs in the first moment.
 */
export function lazyAfterDrawing<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazyComponent<P>(async () => {
    await whenIdle()
    return load()
  }, Nothing)
}

/** In the place of what nobody misses. */
export function Nothing() {
  return null
}

export function Unfetched() {
  return (
    <Problem action={<Button onClick={() => location.reload()}>{words.reloadThePage}</Button>}>
      {words.thisPartOfThePage}
    </Problem>
  )
}
