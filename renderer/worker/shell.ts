import { isPageAddress } from './addresses.ts'
import type { FetchEvent, WorkerScope } from './scope.ts'

/** What the build names: its own word for itself, what the first page needs, and what comes later. */
export interface Built {
  readonly version: string
  readonly first: readonly string[]
  readonly later: readonly string[]
  /** By the first part of an address: the `Link` header of its page, as the server sends it. */
  readonly links: Readonly<Record<string, string>>
}

/** The page's files in this browser's cache, so that it opens at once, and without the server. */
export interface Shell {
  /** @throws when one of the first files cannot be had: the worker is not installed then. */
  install(): Promise<void>
  /** Forgets the files of other versions, and fetches what the page may need later. */
  tidy(): Promise<void>
  /** No-op for what is not a file of the page. */
  answer(event: FetchEvent): void
}

const OURS = 'homeport-shell-'
const PAGE = '/'

export function createShell(scope: Pick<WorkerScope, 'registration' | 'clients'>, built: Built): Shell {
  const mine = OURS + built.version
  const open = () => caches.open(mine)
  const known = new Set([...built.first, ...built.later])
  let hasLeft = false
  const leave = async (): Promise<void> => {
    // From now on requests go to the network: an answer would make the cache anew.
    hasLeft = true
    await leaveThisAddress(scope)
  }
  return {
    install: async () => {
      await keep(await open(), built.first)
    },
    tidy: async () => {
      const names = await caches.keys()
      await Promise.all(
        names.filter((name) => name.startsWith(OURS) && name !== mine).map((name) => caches.delete(name)),
      )
      // A file that does not come is fetched when it is needed.
      await keep(await open(), built.later).catch(() => {})
    },
    answer: (event) => {
      const { request } = event
      const url = new URL(request.url)
      if (hasLeft || request.method !== 'GET' || url.origin !== location.origin) {
        return
      }
      if (request.mode === 'navigate' && isPageAddress(url.pathname)) {
        event.respondWith(pageFrom(open, request, built.links))
        event.waitUntil(isForeignAddress().then((isLost) => (isLost ? leave() : undefined)))
      } else if (url.pathname.startsWith('/assets/') || known.has(url.pathname)) {
        event.respondWith(fileFrom(open, request))
      }
    },
  }
}

/** Files whose names carry the hash of their content are taken from what another version has kept. */
async function keep(cache: Cache, addresses: readonly string[]): Promise<void> {
  await Promise.all(
    addresses.map(async (address) => {
      const kept = address.startsWith('/assets/') ? await caches.match(address) : undefined
      const answer = kept ?? (await fetch(address, { cache: 'no-cache' }))
      if (!answer.ok || answer.redirected) {
        throw new Error(`${address} answered ${answer.status}`)
      }
      await cache.put(address, answer)
    }),
  )
}

/** From the cache at once. The browser looks for a newer worker at each of these by itself, and the page does too. */
async function pageFrom(open: () => Promise<Cache>, request: Request, links: Built['links']): Promise<Response> {
  const kept = await (await open()).match(PAGE)
  return kept === undefined ? fetch(request) : linked(kept, links[firstPartOf(new URL(request.url).pathname)])
}

/** It was kept as the page of `/`, and names what that one needs. */
function linked({ body, status, headers: kept }: Response, link: string | undefined): Response {
  const headers = new Headers(kept)
  headers.delete('link')
  if (link !== undefined) {
    headers.set('link', link)
  }
  return new Response(body, { status, headers })
}

/** `/session/1/files` → `/session` */
function firstPartOf(pathname: string): string {
  return pathname.split('/', 2).join('/')
}

/** `immutable` files: what was ever kept is right. Those that were not kept before are from now on. */
async function fileFrom(open: () => Promise<Cache>, request: Request): Promise<Response> {
  const cache = await open()
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept !== undefined) {
    return kept
  }
  const answer = await fetch(request)
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    await cache.put(request, answer.clone()).catch(() => {})
  }
  return answer
}

/**
 * Whether the address belongs to something else by now: a server without this file (an older Homeport, another program). A
 * server that does not answer, or has no page at the moment, changes nothing.
 */
async function isForeignAddress(): Promise<boolean> {
  const answer = await fetch('/sw.js', { cache: 'no-store', redirect: 'manual' }).catch(() => null)
  return answer !== null && isForeign(answer)
}

/** Takes this worker and all that it keeps away; open pages are fetched anew. */
async function leaveThisAddress({
  registration,
  clients,
}: Pick<WorkerScope, 'registration' | 'clients'>): Promise<void> {
  await registration.unregister()
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(OURS)).map((name) => caches.delete(name)))
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: false })
  await Promise.all(open.map((page) => page.navigate(page.url).catch(() => null)))
}

function isForeign({ status, ok, headers }: Response): boolean {
  const isScript = (headers.get('content-type') ?? '').includes('javascript')
  return status === 404 || status === 410 || (ok && !isScript)
}
