import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Serves the built page, compressed where the build left a compressed file; unknown paths get index.html. */
export async function serveFile(folder: string, pathname: string, response: ServerResponse) {
  const name = path.extname(pathname) === '' ? '/index.html' : pathname
  const file = path.join(folder, path.normalize(name))
  const takesBrotli = String(response.req.headers['accept-encoding']).includes('br')
  const brotli = takesBrotli ? await readFile(`${file}.br`).catch(() => null) : null
  const content = brotli ?? (await readFile(file).catch(() => null))
  if (content === null) {
    response.writeHead(404).end()
    return
  }
  response.setHeader('cache-control', cacheControl(name))
  response.setHeader('content-type', kinds[path.extname(file)] ?? 'application/octet-stream')
  if (brotli !== null) {
    response.setHeader('content-encoding', 'br')
  }
  response.end(content)
}

/** As the real one says it: names in `assets/` carry the hash of their content. */
function cacheControl(name: string): string {
  if (name.startsWith('/assets/')) {
    return 'public,max-age=31536000,immutable'
  }
  return name.endsWith('.html') ? 'no-store' : 'no-cache'
}
