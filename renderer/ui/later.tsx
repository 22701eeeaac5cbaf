import { type ComponentType, lazy } from 'react'
import { Button } from './Button.tsx'
import { Problem } from './Problem.tsx'

/** How long to wait before each further try. A server that restarts is back within them. */
const TRIES_MS = [300, 1000, 3000]

/** A component whose code comes when it is first drawn. Where it does not come, that is said in its place. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async (): Promise<{ default: ComponentType<P> }> => ({ default: await tried(load, TRIES_MS) }))
}

async function tried<P>(load: () => Promise<ComponentType<P>>, waits: readonly number[]): Promise<ComponentType<P>> {
  try {
    return await load()
  } catch {
    const [wait, ...more] = waits
    if (wait === undefined) {
      return NotFetched
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
    return tried(load, more)
  }
}

function NotFetched() {
  return (
    <Problem action={<Button onClick={() => location.reload()}>Reload the page</Button>}>
      This part of the page could not be fetched. Nothing was answered.
    </Problem>
  )
}
