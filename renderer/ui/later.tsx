// oxlint-disable-next-line no-restricted-imports -- the one place that says so when code does not come
import { type ComponentType, lazy } from 'react'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

/**
 * A component whose code comes when it is first drawn. Where it does not come, `instead` says so in its place: browsers
 * remember a failed import as long as the page lives, so that only a reload asks again (whatwg/html#6768).
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, Instead: ComponentType = Unfetched) {
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
