import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import path from 'node:path'
import type { Request, RequestHandler, Response } from 'express'
import { pathOf } from '../../answers/addresses.ts'
import { type BuiltFile, readBuiltFiles } from './builtFiles.ts'
import { leaveDocumentHeaders, setFrameHeaders, setWorkerHeaders } from '../../answers/headers.ts'

/** The built page. Looked for again until it is there, so that a build need not come first. */
export interface StaticUi {
  readonly serve: RequestHandler
  /** CSP hashes of the style elements in the page itself. */
  readonly inlineStyles: () => readonly string[]
}

interface Built {
  readonly folder: string
  readonly files: ReadonlyMap<string, BuiltFile>
  readonly styles: readonly string[]
  readonly frameScripts: readonly string[]
  /** What the page of an address needs beside what all need, by the first part of the address: a Link header (RFC 8288). */
  readonly preloads: ReadonlyMap<string, string>
}

export function createStaticUi(folder: string): StaticUi {
  let built: Built | null = null
  const load = () => (built ??= readBuilt(folder))
  return {
    inlineStyles: () => load()?.styles ?? [],
    serve: (req, res, next) => {
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        next()
        return
      }
      const ui = load()
      if (ui === null) {
        res.status(503).type('text/plain').setHeader('Cache-Control', 'no-store')
        res.send('The web page of Homeport is not built yet. Run "npm run build", then load this again.\n')
        return
      }
      const file = fileAt(ui.files, pathOf({ url: req.url }))
      if (file === null) {
        next()
      } else {
        send({ req, res, next }, file, ui)
      }
    },
  }
}

/** `'sha256-…'` of each `<style>` or `<script>` that a document carries, as CSP wants it. */
export function inlineHashes(html: string, tag: 'style' | 'script'): string[] {
  return html
    .split(`<${tag}`)
    .slice(1)
    .map((from) => from.slice(from.indexOf('>') + 1, from.indexOf(`</${tag}>`)))
    .map((text) => `'sha256-${hash('sha256', text, 'base64')}'`)
}

function readBuilt(folder: string): Built | null {
  try {
    const files = readBuiltFiles(folder)
    const hashes = (name: string, tag: 'style' | 'script') =>
      inlineHashes(readFileSync(path.join(folder, name), 'utf8'), tag)
    return {
      folder,
      files,
      styles: hashes(PAGE, 'style'),
      frameScripts: files.has(FRAME) ? hashes(FRAME, 'script') : [],
      preloads: files.has(PRELOADS) ? readPreloads(path.join(folder, PRELOADS)) : new Map(),
    }
  } catch {
    return null
  }
}

function readPreloads(file: string): Map<string, string> {
  const preloads: Readonly<Record<string, readonly string[]>> = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(
    Object.entries(preloads).map(([address, files]) => [
      address,
      files.map((one) => `<${one}>; rel=modulepreload`).join(', '),
    ]),
  )
}

const PAGE = 'index.html'
/** By the build: `{"/session": ["/assets/…js"]}`. */
const PRELOADS = 'preloads.json'
/** What draws diagrams, in a frame of the page. */
const FRAME = 'diagram.html'
/** What keeps the page in browsers. */
const WORKER = 'sw.js'

/** `/session/…/files/src/a.ts` is the page, whatever the file is called. */
function isFileOfSession(name: string): boolean {
  return /^\/session\/[\w-]{1,64}\/files\//.test(name)
}

/** The page has addresses of its own, which it reads itself; whatever looks like a file is one, or is not there. */
function fileAt(files: ReadonlyMap<string, BuiltFile>, pathname: string): BuiltFile | null {
  return files.get(pathname.slice(1)) ?? (isPageAddress(pathname) ? files.get(PAGE) : undefined) ?? null
}

/** `/session/1/files` → `/session` */
function firstPartOf(pathname: string): string {
  return pathname.split('/', 2).join('/')
}

function isPageAddress(pathname: string): boolean {
  try {
    const name = decodeURIComponent(pathname).toLowerCase()
    // A file of a session stands behind its tab.
    return isFileOfSession(name) || (!/^[/\\]+assets([/\\]|$)/.test(name) && !name.includes('.'))
  } catch {
    return false
  }
}

/** Names in `assets/` carry the hash of their content; the page itself must always be the newest. */
function send({ req, res, next }: Exchange, file: BuiltFile, { folder, frameScripts, preloads }: Built): void {
  const before = res.getHeaders()
  // Asked one by one, the smaller first: of all at once the browser's order would choose, and every browser names gzip first.
  const sent = file.encodings.find(({ name }) => req.acceptsEncodings(name) !== false) ?? file
  res.type(path.extname(file.name))
  res.setHeader('Cache-Control', cacheControl(file))
  res.setHeader('ETag', sent.etag)
  if (file.encodings.length > 0) {
    res.vary('Accept-Encoding')
  }
  if (sent !== file) {
    res.setHeader('Content-Encoding', sent.name)
  }
  const preload = file.name === PAGE ? preloads.get(firstPartOf(pathOf({ url: req.url }))) : undefined
  if (preload !== undefined) {
    res.setHeader('Link', preload)
  }
  // By what is sent, never by how the address looks.
  if (file.kind === 'part') {
    leaveDocumentHeaders(res)
  } else if (file.name === FRAME) {
    setFrameHeaders(res, frameScripts)
  } else if (file.name === WORKER) {
    setWorkerHeaders(res)
  }
  res.sendFile(sent.file, { ...QUIET, root: folder }, (error) => {
    // A file that is gone since the build was read, or a condition of the client's that does not hold.
    if (error !== undefined && !res.headersSent) {
      restore(res, before)
      next(error)
    }
  })
}

/** The headers of a file are set here, not by Express. */
const QUIET = { cacheControl: false, acceptRanges: false, lastModified: false } as const

/** An error is another answer than the file: it carries nothing of what the file would have. */
function restore(res: Response, before: OutgoingHttpHeaders): void {
  res.getHeaderNames().forEach((name) => res.removeHeader(name))
  for (const [name, value] of Object.entries(before)) {
    if (value !== undefined) {
      res.setHeader(name, value)
    }
  }
}

interface Exchange {
  readonly req: Request
  readonly res: Response
  readonly next: (error?: unknown) => void
}

function cacheControl({ name }: BuiltFile): string {
  if (name.startsWith('assets/')) {
    return 'public,max-age=31536000,immutable'
  }
  return name.endsWith('.html') ? 'no-store' : 'no-cache'
}
