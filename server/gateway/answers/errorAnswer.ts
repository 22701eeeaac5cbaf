import type { ErrorBody, HomeportError } from '#shared/errors.ts'

/** The body of an HTTP error (`ErrorBody`), its details still those of its code. */
export interface KnownErrorBody {
  readonly error: Pick<HomeportError, 'code' | 'message' | 'details'> &
    Pick<ErrorBody['error'], 'timestamp' | 'request_id'>
}

/** The body itself. */
export function errorBody(error: HomeportError, facts: { request_id: string; timestamp: string }): KnownErrorBody {
  return { error: { code: error.code, message: error.message, details: error.details, ...facts } }
}

/** The seconds after which the same may be asked again; null where that is not known. */
export function retryAfter({ details }: Pick<HomeportError, 'details'>): number | null {
  return ('retry_after' in details ? details.retry_after : null) ?? null
}

/**
 * The error as a page of its own, for people: no script, no style sheet, nothing loaded. Where it is known when to come
 * back, the browser does so by itself.
 */
export function errorPage({ error }: KnownErrorBody): string {
  const { code, message, request_id } = error
  const seconds = retryAfter(error)
  const again = seconds === null ? '' : `<meta http-equiv="refresh" content="${Math.ceil(seconds)}">`
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `${again}<title>Homeport</title></head><body><h1>Homeport</h1>`,
    `<p>${escaped(message)}</p>`,
    again === '' ? '<p><a href="/">To the start page</a></p>' : '<p>This page loads again by itself.</p>',
    `<p><small>${escaped(code)} · ${escaped(request_id)}</small></p></body></html>\n`,
  ].join('')
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
}
