/** Where a link may lead. */
export type LinkTarget =
  | { readonly kind: 'inside' }
  | { readonly kind: 'browser'; readonly url: string }
  | { readonly kind: 'refused' }

/**
 * Decides where a link may lead: our own origin stays in the window, the web opens in the person's browser, everything
 * else (`file:`, `javascript:`, custom schemes) is blocked. `home` null: no address is inside.
 */
export function linkTarget(url: string, home: string | null): LinkTarget {
  const target = URL.parse(url)
  if (target === null || (target.protocol !== 'http:' && target.protocol !== 'https:')) {
    return { kind: 'refused' }
  }
  if (home !== null && target.origin === URL.parse(home)?.origin) {
    return { kind: 'inside' }
  }
  // A name and password in a link can make one host look like another.
  return target.username === '' && target.password === '' ? { kind: 'browser', url: target.href } : { kind: 'refused' }
}
