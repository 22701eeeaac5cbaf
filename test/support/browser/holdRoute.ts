import type { Page } from 'playwright-core'

/** Holds what a page asks for under an address until what is returned is called. */
export async function holdRoute(page: Page, address: string | RegExp): Promise<() => void> {
  const held: (() => void)[] = []
  let isFree = false
  await page.route(address, async (route) => {
    await new Promise<void>((go) => (isFree ? go() : held.push(go)))
    await route.continue()
  })
  return () => {
    isFree = true
    held.forEach((go) => go())
  }
}
