// oxlint-disable-next-line no-restricted-imports -- the one place that says so when code does not come
import { type ComponentType, lazy } from 'react'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

/**
 * A component whose code is loaded when it is first rendered. When loading fails, `Instead` is shown in its place:
 * browsers cache a failed import for as long as the page lives, so that only a reload retries it (whatwg/html#6768).
 */
export function lazyComponent<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Instead: ComponentType = Unfetched,
) {
  return lazy(async (): Promise<{ default: ComponentType<P> }> => ({
    default: await load().catch(() => () => <Instead />),
  }))
}

function Unfetched() {
  return (
    <Problem action={<Button onClick={() => location.reload()}>Reload the page</Button>}>
      This part of the page could not be fetched. Nothing was sent, nothing was lost.
    </Problem>
  )
}
