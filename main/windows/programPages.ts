import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronParts } from '../electronApi.ts'

/** The scheme of the pages that ship with the program. */
const SCHEME = 'homeport-app'
const ORIGIN = `${SCHEME}://program`

/** The files that are served, and no others: no path of an address ever becomes a path on disk. */
const types = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' }
const files = new Map<string, string>(
  (['recovery', 'find'] as const).flatMap((page) =>
    (['html', 'css', 'js'] as const).map((kind) => [`/${page}/${page}.${kind}`, types[kind]]),
  ),
)

export type ProgramPage = 'recovery' | 'find'

/** Registers the scheme with Chromium as standard and secure. Only before `ready`. */
export function registerProgramPages(protocol: Pick<ElectronParts['protocol'], 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
}

/**
 * Serves the program's own pages. They cannot be loaded as files: the fuse that removes privileges from `file:` also
 * disables loading from the archive, so a packaged page would not be found.
 * @param folder with a folder for each page.
 */
export function serveProgramPages(protocol: Pick<ElectronParts['protocol'], 'handle'>, folder: string): void {
  protocol.handle(SCHEME, ({ method, url }) => answerProgramPage({ method, url }, folder))
}

/** The response to a request of that scheme. */
export async function answerProgramPage(
  { method, url }: { readonly method: string; readonly url: string },
  folder: string,
): Promise<Response> {
  const { pathname } = new URL(url)
  const type = url.startsWith(`${ORIGIN}/`) && method === 'GET' ? files.get(pathname) : undefined
  if (type === undefined) {
    return new Response(null, { status: 404 })
  }
  const body = await readFile(path.join(folder, ...pathname.slice(1).split('/')))
  return new Response(new Uint8Array(body), { headers: { ...headers, 'content-type': type } })
}

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

export function addressOf(page: ProgramPage): string {
  return `${ORIGIN}/${page}/${page}.html`
}

/** Whether an address is that page of the program. */
export function isProgramPage(url: string, page: ProgramPage): boolean {
  return url.split(/[?#]/)[0] === addressOf(page)
}
