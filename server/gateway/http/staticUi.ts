import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { RequestHandler } from 'express'
import sirv from 'sirv'
import { leaveDocumentHeaders } from './headers.ts'

const YEAR_S = 365 * 24 * 3600

/** The built page. Looked for again until it is there, so that a build need not come first. */
export interface StaticUi {
  readonly serve: RequestHandler
  /** CSP hashes of the style elements in the page itself. */
  readonly inlineStyles: () => readonly string[]
}

export function createStaticUi(folder: string): StaticUi {
  let built: { serve: ReturnType<typeof sirv>; styles: readonly string[] } | null = null

  const load = () => {
    if (built === null) {
      const page = readPage(folder)
      built = page === null ? null : { serve: serveFolder(folder), styles: inlineStyleHashes(page) }
    }
    return built
  }

  return {
    inlineStyles: () => load()?.styles ?? [],
    serve: (req, res, next) => {
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        next()
        return
      }
      const ui = load()
      if (ui !== null) {
        ui.serve(req, res, next)
        return
      }
      res.status(503).type('text/plain').setHeader('Cache-Control', 'no-store')
      res.send('The web page of Homeport is not built yet. Run "npm run build", then load this again.\n')
    },
  }
}

/** `'sha256-…'` of each `<style>` in the page, as CSP wants it. Pure. */
export function inlineStyleHashes(page: string): string[] {
  return page
    .split('<style')
    .slice(1)
    .map((from) => from.slice(from.indexOf('>') + 1, from.indexOf('</style>')))
    .map((css) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`)
}

function readPage(folder: string): string | null {
  try {
    return readFileSync(path.join(folder, 'index.html'), 'utf8')
  } catch {
    return null
  }
}

/** Names in `assets/` carry the hash of their content; the page itself must always be the newest. */
function serveFolder(folder: string): ReturnType<typeof sirv> {
  return sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    single: true,
    maxAge: YEAR_S,
    immutable: true,
    setHeaders: (res, pathname) => {
      if (/^\/assets\/.*\.(js|css)$/.test(pathname)) {
        leaveDocumentHeaders(res)
      }
      if (!pathname.startsWith('/assets/')) {
        res.setHeader(
          'Cache-Control',
          path.extname(pathname) === '' || pathname.endsWith('.html') ? 'no-store' : 'no-cache',
        )
      }
    },
  })
}
