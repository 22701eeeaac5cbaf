/** What the server answers itself (server/gateway/answers/addresses.ts and its routers). */
const OF_THE_SERVER: ReadonlySet<string> = new Set([
  'api',
  'auth',
  'assets',
  'health',
  'live',
  'metrics',
  'ready',
  'ws',
])

/** Whether an address is answered with the page, as the server does it (server/gateway/http/page/staticUi.ts). */
export function isPageAddress(pathname: string): boolean {
  const [, first = ''] = pathname.split('/')
  return !OF_THE_SERVER.has(first) && (!pathname.includes('.') || /^\/session\/[\w-]{1,64}\/files\//.test(pathname))
}
