import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { framePolicy } from '#server/gateway/answers/headers.ts'
import { inlineHashes } from '#server/gateway/http/page/staticUi.ts'
import { serveFile } from './staticFiles.ts'

/** What the real listener sends with every page. The page must live with it. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const FRAME = '/diagram.html'

/** The real one: what it keeps out is tested here. */
async function framePolicyOf(folder: string): Promise<string> {
  return framePolicy(inlineHashes(await readFile(path.join(folder, FRAME), 'utf8'), 'script'))
}

/** Serves the built page with the policy that it is shipped with. */
export async function serveFolder(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  response.setHeader('content-security-policy', pathname === FRAME ? await framePolicyOf(folder) : CSP)
  await serveFile(folder, pathname, response)
}
