import type { IncomingMessage } from 'node:http'
import { HomeportError } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'

/** Every row with an address, and the pattern of it: made once, not for each request. */
const routes = Object.entries(operations).flatMap(([name, row]) =>
  'http' in row
    ? [
        {
          name,
          method: row.http.method,
          pattern: new RegExp(`^${row.http.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
        },
      ]
    : [],
)

/** Which operation is asked for, with what. @throws HomeportError WS_003 when there is none at that address. */
export async function readCall(request: IncomingMessage, url: URL) {
  for (const { name, method, pattern } of routes) {
    const found = method === request.method ? pattern.exec(url.pathname) : null
    if (found !== null) {
      const body = await readBody(request)
      return { name, params: { ...Object.fromEntries(url.searchParams), ...body, ...found.groups } }
    }
  }
  throw new HomeportError('WS_003', 'No such operation.')
}

async function readBody(request: IncomingMessage): Promise<object> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
  }
  return text === '' ? {} : (JSON.parse(text) as object)
}
